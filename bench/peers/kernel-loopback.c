/*
 * The lifecycle on Linux's own TCP, over loopback, both ends in one thread: connect, 100 octets, 1,000 back, close by
 * the client first, so that the client's end is left in TIME-WAIT.
 *
 *   kernel-loopback CONNECTIONS      prints {"connections":…,"cpuSeconds":…}: user and system time of the process
 *
 * Eight destination addresses, 127.0.0.1 to 127.0.0.8, so that no port has to be found twice.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PORT = 20000, ADDRESSES = 8, REQUEST = 100, ANSWER = 1000 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static struct sockaddr_in address(in_addr_t host) {
  struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(PORT)};
  where.sin_addr.s_addr = htonl(host);
  return where;
}

static int listening(void) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
  struct sockaddr_in any = address(INADDR_ANY);
  setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(fd, (struct sockaddr *)&any, sizeof any) != 0) fail("bind");
  if (listen(fd, 1024) != 0) fail("listen");
  return fd;
}

static void transfer(int from, int to, char *octets, size_t count) {
  if (send(from, octets, count, 0) != (ssize_t)count) fail("send");
  for (size_t got = 0; got < count;) {
    ssize_t some = recv(to, octets + got, count - got, 0);
    if (some <= 0) fail("recv");
    got += (size_t)some;
  }
}

static void lifecycle(int door, int i) {
  char octets[ANSWER];
  memset(octets, 'x', sizeof octets);
  struct sockaddr_in there = address(0x7f000001u + (in_addr_t)(i % ADDRESSES));
  int client = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(client, (struct sockaddr *)&there, sizeof there) != 0) fail("connect");
  int server = accept(door, NULL, NULL);
  if (server < 0) fail("accept");
  transfer(client, server, octets, REQUEST);
  transfer(server, client, octets, ANSWER);
  close(client);
  if (recv(server, octets, 1, 0) != 0) fail("recv of the FIN");
  close(server);
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec / 1e6; }

int main(int count, char **arguments) {
  int connections = count > 1 ? atoi(arguments[1]) : 50000;
  int door = listening();
  for (int i = 0; i < connections; i += 1) lifecycle(door, i);
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  double cpu = seconds(used.ru_utime) + seconds(used.ru_stime);
  printf("{\"connections\":%d,\"cpuSeconds\":%.6f}\n", connections, cpu);
  return 0;
}
