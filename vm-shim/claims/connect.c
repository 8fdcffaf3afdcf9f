// policy: net 127.0.0.1:1
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include "claim.h"
#include <winternl.h>

static int tries(SOCKET made, const char *address, int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((u_short)port)};
  to.sin_addr.s_addr = inet_addr(address);
  return connect(made, (struct sockaddr *)&to, sizeof to) ? WSAGetLastError() : 0;
}

static int tries_new(const char *address, int port) {
  SOCKET made = socket(AF_INET, SOCK_STREAM, 0);
  int error = tries(made, address, port);
  closesocket(made);
  return error;
}

/* Nobody listens at the first port: who is told so has reached it. */
int main(void) {
  WSADATA data;
  char text[100];
  struct sockaddr_in any = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons(1)};
  struct addrinfo *found;
  GUID extension = WSAID_CONNECTEX;
  LPFN_CONNECTEX connectex = NULL;
  DWORD size, sent;
  OVERLAPPED overlapped = {0};
  static const struct {
    const char *address;
    int port;
  } others[] = {{"127.0.0.1", 2}, {"127.0.0.1", 257}, {"127.0.0.2", 1}, {"127.0.0.1", 80}, {"127.1.0.1", 1},
      {"10.0.0.1", 1}, {"192.168.0.1", 80}, {"192.0.2.1", 80}, {"255.255.255.255", 1}, {"0.0.0.0", 1},
      {"8.8.8.8", 53}};
  WSAStartup(0x0202, &data);
  CLAIM("an address that the policy names is reached", tries_new("127.0.0.1", 1) == WSAECONNREFUSED);
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    snprintf(text, sizeof text, "%s:%d is not", others[i].address, others[i].port);
    CLAIM(text, tries_new(others[i].address, others[i].port) == WSAEACCES);
  }
  SOCKET made = socket(AF_INET, SOCK_STREAM, 0);
  CLAIM("a socket is made", made != INVALID_SOCKET);
  to.sin_addr.s_addr = inet_addr("127.0.0.2");
  CLAIM("nor by the other call", WSAConnect(made, (struct sockaddr *)&to, sizeof to, NULL, NULL, NULL, NULL) != 0);
  CLAIM("nor by one that does not wait",
      (WSAIoctl(made, SIO_GET_EXTENSION_FUNCTION_POINTER, &extension, sizeof extension, &connectex, sizeof connectex,
           &size, NULL, NULL),
          !connectex || (!connectex(made, (struct sockaddr *)&to, sizeof to, NULL, 0, &sent, &overlapped) &&
                            WSAGetLastError() != ERROR_IO_PENDING)));
  CLAIM("nor by sending there", sendto(made, "x", 1, 0, (struct sockaddr *)&to, sizeof to) == SOCKET_ERROR);
  CLAIM("a socket is not bound", bind(made, (struct sockaddr *)&any, sizeof any) != 0);
  CLAIM("nor listens", listen(made, 1) != 0);
  CLAIM("its options are set", !setsockopt(made, SOL_SOCKET, SO_KEEPALIVE, "\1\0\0", 4));
  CLAIM("datagrams are not sent", socket(AF_INET, SOCK_DGRAM, 0) == INVALID_SOCKET);
  CLAIM("nor raw packets", socket(AF_INET, SOCK_RAW, 1) == INVALID_SOCKET);
  CLAIM("nor anything over IPv6", socket(AF_INET6, SOCK_STREAM, 0) == INVALID_SOCKET);
  CLAIM("no name is looked up", getaddrinfo("localhost", "1", NULL, &found) != 0);
  IO_STATUS_BLOCK done;
  BYTE in[64] = {0};
  to.sin_addr.s_addr = inet_addr("127.0.0.2");
  memcpy(in + 8, &to, sizeof to);
  in[0] = sizeof to;
  CLAIM("nor is another reached by the device itself",
      NtDeviceIoControlFile((HANDLE)made, NULL, NULL, NULL, &done, 0x12 << 16 | 203 << 2, in, 8 + sizeof to, NULL, 0) ==
          (NTSTATUS)0xC0000022);
  memcpy(in + 24, &to, sizeof to);
  CLAIM("nor by Windows' number for it",
      NtDeviceIoControlFile((HANDLE)made, NULL, NULL, NULL, &done, 0x12007, in, 24 + sizeof to, NULL, 0) ==
          (NTSTATUS)0xC0000022);
  int taken = 0;
  for (SOCKET each = 4; each < 2000; each += 4) taken += each != made && send(each, "x", 1, 0) == 1;
  CLAIM("the portal is not spoken to", taken == 0);
  return 0;
}
