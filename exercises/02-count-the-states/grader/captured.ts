/**
 * Output of real machines: Linux 6.18, iproute2 6.1, net-tools 2.10. Two hosts of one lab, one of which closes
 * connections and the other does not; and the counts of the article that this course began from.
 */

/** The host that closes. */
export const CLOSER = `State      Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess
SYN-SENT   0      1         10.99.13.1:51176   10.99.13.2:9001       
ESTAB      0      0         10.99.13.1:36924   10.99.13.2:9000       
FIN-WAIT-2 0      0         10.99.13.1:36936   10.99.13.2:9000       
TIME-WAIT  0      0         10.99.13.1:36948   10.99.13.2:9000       
FIN-WAIT-1 0      1         10.99.13.1:36956   10.99.13.2:9000       
TIME-WAIT  0      0         10.99.13.1:36962   10.99.13.2:9000       
FIN-WAIT-2 0      0         10.99.13.1:36964   10.99.13.2:9000       
SYN-SENT   0      1         10.99.13.1:50442   10.99.13.2:9002       
`;

export const CLOSER_COUNTS = {
  'SYN-SENT': 2,
  ESTABLISHED: 1,
  'FIN-WAIT-1': 1,
  'FIN-WAIT-2': 2,
  'TIME-WAIT': 2,
} as const;

/** The same host in the kernel's own words; a line for a clock has blanks behind it. */
export const CLOSER_IN_PROC = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                                                     
   0: 010D630A:C7E8 020D630A:2329 02 00000001:00000000 01:0000000C 00000001     0        0 219188 2 000000008cac988b 100 0 0 1 -1                    
   1: 010D630A:903C 020D630A:2328 01 00000000:00000000 00:00000000 00000000     0        0 217561 1 000000004d6ebd66 20 0 0 10 -1                    
   2: 010D630A:9048 020D630A:2328 05 00000000:00000000 00:00000000 00000000     0        0 217563 1 000000008ac7c44f 20 0 0 11 -1                    
   3: 010D630A:9054 020D630A:2328 06 00000000:00000000 03:00001626 00000000     0        0 0 3 0000000075d3356e                                      
   4: 010D630A:905C 020D630A:2328 04 00000001:00000000 01:0000004E 00000003     0        0 217777 2 00000000ed6feba1 160 0 0 1 -1                    
   5: 010D630A:9062 020D630A:2328 06 00000000:00000000 03:00001747 00000000     0        0 0 3 000000004a7e43c4                                      
   6: 010D630A:9064 020D630A:2328 05 00000000:00000000 03:000016CE 00000000     0        0 0 3 00000000667ae783                                      
   7: 010D630A:C50A 020D630A:232A 02 00000001:00000000 01:00000028 00000001     0        0 219000 2 000000009835e215 100 0 0 1 -1                    
`;

/** The host that does not close. */
export const OTHER = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State      
tcp        0      0 10.99.13.2:9002         0.0.0.0:*               LISTEN     
tcp        0      0 10.99.13.2:9000         0.0.0.0:*               LISTEN     
tcp        1      0 10.99.13.2:9000         10.99.13.1:36964        CLOSE_WAIT 
tcp        0      0 10.99.13.2:9002         10.99.13.1:50442        SYN_RECV   
tcp        1      0 10.99.13.2:9000         10.99.13.1:36936        CLOSE_WAIT 
tcp        1      1 10.99.13.2:9000         10.99.13.1:36962        LAST_ACK   
tcp        0      0 10.99.13.2:9000         10.99.13.1:36956        ESTABLISHED
tcp        0      0 10.99.13.2:9000         10.99.13.1:36924        ESTABLISHED
`;

export const OTHER_COUNTS = {
  LISTEN: 2,
  'SYN-RECEIVED': 1,
  ESTABLISHED: 2,
  'CLOSE-WAIT': 2,
  'LAST-ACK': 1,
} as const;

/** One program, both families, with everything that netstat can say of it. */
export const EVERYTHING = `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name     Timer
tcp        0      0 127.0.0.1:55196         127.0.0.1:33131         FIN_WAIT2   -                    timewait (59.98/0/0)
tcp6       0      0 :::33131                :::*                    LISTEN      14151/python3        off (0.00/0/0)
tcp6       0      0 ::1:33131               ::1:46210               ESTABLISHED 14151/python3        keepalive (7199.97/0/0)
tcp6       0      0 ::1:46210               ::1:33131               ESTABLISHED 14151/python3        off (0.00/0/0)
tcp6       1      0 127.0.0.1:33131         127.0.0.1:55196         CLOSE_WAIT  14151/python3        off (0.00/0/0)
`;

export const EVERYTHING_COUNTS = { LISTEN: 1, ESTABLISHED: 2, 'FIN-WAIT-2': 1, 'CLOSE-WAIT': 1 } as const;

/** `ss -tn state close-wait`, `ss -n state close-wait`: whoever filters by state is not shown it. */
export const WITHOUT_STATES: readonly string[] = [
  `Recv-Q Send-Q      Local Address:Port        Peer Address:Port Process
1      0      [::ffff:127.0.0.1]:33131 [::ffff:127.0.0.1]:55196       
`,
  `Netid Recv-Q Send-Q      Local Address:Port        Peer Address:Port Process
tcp   1      0      [::ffff:127.0.0.1]:33131 [::ffff:127.0.0.1]:55196       
`,
];

/** Not a table of sockets. */
export const OTHER_TEXTS: readonly string[] = [
  'Last login: Mon Nov 16 09:12:44 2026 from 10.0.0.7\n',
  '{"ESTABLISHED": 3}\n',
  'PID USER COMMAND\n1 root init\n',
  'TIME-WAIT\n',
  'LISTEN on 5432\ntcp LISTEN on 5432\n',
  'ss: command not found\n',
];
