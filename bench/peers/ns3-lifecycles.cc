// The lifecycle in ns-3: connect, 100 octets, 1,000 back, close by the client, TIME-WAIT of 2 MSL at the client.
//
//   ns3-lifecycles --connections=10000 --clients=10 --parallel=100 --msl=30
//
// prints {"connections":…,"cpuSeconds":…}: user and system time of the process. A node has 16,384 ephemeral ports, and
// a connection costs more the more of them wait at its node: `clients` nodes share the work, `parallel` connections at
// a time, and each link takes 1 ms.
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"
#include <cstdio>
#include <memory>
#include <sys/resource.h>
#include <vector>

using namespace ns3;

static const uint32_t REQUEST = 100, ANSWER = 1000;
static uint32_t g_connections = 10000, g_begun = 0, g_done = 0;

// Reads whatever is there, and says how much.
static uint32_t Drain(Ptr<Socket> socket) {
  uint32_t octets = 0;
  while (Ptr<Packet> packet = socket->Recv()) {
    if (packet->GetSize() == 0) break;
    octets += packet->GetSize();
  }
  return octets;
}

static void CloseToo(Ptr<Socket> socket) { socket->Close(); }

static void Accepted(Ptr<Socket> socket, const Address &) {
  auto missing = std::make_shared<uint32_t>(REQUEST);
  socket->SetRecvCallback([missing](Ptr<Socket> from) {
    *missing -= Drain(from);
    if (*missing == 0) from->Send(Create<Packet>(ANSWER));
  });
  socket->SetCloseCallbacks(MakeCallback(&CloseToo), MakeCallback(&CloseToo));
}

// One connection after another; the next begins when this one is in TIME-WAIT.
class Slot {
public:
  Slot(Ptr<Node> node, Address server) : m_node(node), m_server(server) {}

  void Begin() {
    if (g_begun == g_connections) return;
    g_begun += 1;
    m_missing = ANSWER;
    Ptr<Socket> socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
    if (socket->Bind() != 0) NS_FATAL_ERROR("no port is free");
    socket->SetConnectCallback(MakeCallback(&Slot::Connected, this), MakeCallback(&Slot::Failed, this));
    socket->SetRecvCallback(MakeCallback(&Slot::Received, this));
    socket->TraceConnectWithoutContext("State", MakeCallback(&Slot::Moved, this));
    socket->Connect(m_server);
  }

private:
  void Connected(Ptr<Socket> socket) { socket->Send(Create<Packet>(REQUEST)); }
  void Failed(Ptr<Socket>) { NS_FATAL_ERROR("a connection was refused"); }
  void Received(Ptr<Socket> socket) {
    m_missing -= Drain(socket);
    if (m_missing == 0) socket->Close();
  }
  void Moved(TcpSocket::TcpStates_t, TcpSocket::TcpStates_t to) {
    if (to != TcpSocket::TIME_WAIT) return;
    g_done += 1;
    Simulator::ScheduleNow(&Slot::Begin, this);
  }

  Ptr<Node> m_node;
  Address m_server;
  uint32_t m_missing = 0;
};

static std::vector<Address> Links(NodeContainer server, NodeContainer clients) {
  PointToPointHelper link;
  link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
  link.SetChannelAttribute("Delay", TimeValue(MilliSeconds(1)));
  Ipv4AddressHelper addresses;
  addresses.SetBase("10.0.0.0", "255.255.255.252");
  std::vector<Address> servers;
  for (uint32_t i = 0; i < clients.GetN(); ++i) {
    Ipv4InterfaceContainer ends = addresses.Assign(link.Install(clients.Get(i), server.Get(0)));
    addresses.NewNetwork();
    servers.push_back(InetSocketAddress(ends.GetAddress(1), 80));
  }
  return servers;
}

static double Seconds(timeval t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; }

int main(int argc, char **argv) {
  uint32_t clients = 10, parallel = 100;
  double msl = 30;
  CommandLine command;
  command.AddValue("connections", "in all", g_connections);
  command.AddValue("clients", "client nodes", clients);
  command.AddValue("parallel", "connections at a time", parallel);
  command.AddValue("msl", "seconds; TIME-WAIT lasts two of them", msl);
  command.Parse(argc, argv);
  Config::SetDefault("ns3::TcpSocketBase::MaxSegLifetime", DoubleValue(msl));
  Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));

  NodeContainer server(1), nodes(clients);
  InternetStackHelper stack;
  stack.SetIpv6StackInstall(false);
  stack.Install(server);
  stack.Install(nodes);
  std::vector<Address> servers = Links(server, nodes);
  Ptr<Socket> door = Socket::CreateSocket(server.Get(0), TcpSocketFactory::GetTypeId());
  door->Bind(InetSocketAddress(Ipv4Address::GetAny(), 80));
  door->Listen();
  door->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address &>(), MakeCallback(&Accepted));
  std::vector<std::unique_ptr<Slot>> slots;
  for (uint32_t i = 0; i < parallel; ++i) {
    slots.push_back(std::make_unique<Slot>(nodes.Get(i % clients), servers[i % clients]));
    Simulator::Schedule(MicroSeconds(i), &Slot::Begin, slots.back().get());
  }
  Simulator::Run();
  if (g_done != g_connections) NS_FATAL_ERROR("only " << g_done << " connections came to TIME-WAIT");

  rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("{\"connections\":%u,\"cpuSeconds\":%.6f}\n", g_done, Seconds(used.ru_utime) + Seconds(used.ru_stime));
}
