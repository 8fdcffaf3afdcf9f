// case: sockets
// case: others
#include <winsock2.h>
#include <ws2tcpip.h>
#include <mswsock.h>
#include <windns.h>
#include "claim.h"
#include <winternl.h>

static void *function(const char *library, const char *name) {
  return (void *)GetProcAddress(LoadLibraryA(library), name);
}

/* A socket, if one is given, that connects. */
static int connects(int family, int type, int protocol, const char *address, int port) {
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((u_short)port)};
  to.sin_addr.s_addr = inet_addr(address);
  SOCKET made = socket(family, type, protocol);
  if (made == INVALID_SOCKET) return 0;
  int connected = connect(made, (struct sockaddr *)&to, sizeof to) == 0;
  closesocket(made);
  return connected;
}

static int opens(const char *name) {
  HANDLE file = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
  if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
  return file != INVALID_HANDLE_VALUE;
}

static int opens_device(const WCHAR *text) {
  UNICODE_STRING name;
  OBJECT_ATTRIBUTES object;
  IO_STATUS_BLOCK done;
  HANDLE file;
  RtlInitUnicodeString(&name, text);
  InitializeObjectAttributes(&object, &name, 0, NULL, NULL);
  return NtOpenFile(&file, GENERIC_READ | GENERIC_WRITE, &object, &done, 7, 0) >= 0;
}

static void sockets(void) {
  static const struct {
    const char *text;
    int family, type, protocol;
  } made[] = {{"TCP", AF_INET, SOCK_STREAM, IPPROTO_TCP}, {"TCP over IPv6", AF_INET6, SOCK_STREAM, IPPROTO_TCP},
      {"UDP", AF_INET, SOCK_DGRAM, IPPROTO_UDP}, {"UDP over IPv6", AF_INET6, SOCK_DGRAM, IPPROTO_UDP},
      {"raw packets", AF_INET, SOCK_RAW, IPPROTO_RAW}, {"echo requests", AF_INET, SOCK_RAW, IPPROTO_ICMP},
      {"a socket of Unix", AF_UNIX, SOCK_STREAM, 0}, {"Bluetooth", AF_BTH, SOCK_STREAM, 3},
      {"IPX", AF_IPX, SOCK_DGRAM, 1000}};
  static const char *const addresses[] = {
      "127.0.0.1", "127.0.0.2", "10.0.0.1", "192.168.0.1", "172.16.0.1", "169.254.169.254", "192.0.2.1", "8.8.8.8"};
  char text[100];
  WSADATA data;
  struct addrinfo *found;
  ADDRINFOW *wide;
  DNS_RECORDA *record;
  WSAStartup(0x0202, &data);
  for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
    snprintf(text, sizeof text, "no socket for %s is made", made[i].text);
    SOCKET socket = WSASocketA(made[i].family, made[i].type, made[i].protocol, NULL, 0, 0);
    CLAIM(text, socket == INVALID_SOCKET);
  }
  for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
    snprintf(text, sizeof text, "%s is not connected to", addresses[i]);
    CLAIM(text, !connects(AF_INET, SOCK_STREAM, 0, addresses[i], 80));
  }
  CLAIM("no name is looked up", getaddrinfo("example.org", "80", NULL, &found) != 0);
  CLAIM("nor in wide letters", GetAddrInfoW(L"example.org", L"80", NULL, &wide) != 0);
  CLAIM("nor in the old way", !gethostbyname("example.org"));
  CLAIM("nor this machine's own", !gethostbyname("localhost"));
  CLAIM("nor an address", !gethostbyaddr("\x7f\0\0\1", 4, AF_INET));
  CLAIM("nor by DNS itself", DnsQuery_A("example.org", DNS_TYPE_A, 0, NULL, (PDNS_RECORD *)&record, NULL) != 0);
  CLAIM("nor is the machine's name told", gethostname(text, sizeof text) != 0);
  CLAIM("the device of sockets is not opened", !opens_device(L"\\Device\\Afd"));
  CLAIM("nor an endpoint of it", !opens_device(L"\\Device\\Afd\\Endpoint"));
  CLAIM("nor by another name", !opens_device(L"\\??\\GLOBALROOT\\Device\\Afd"));
  CLAIM("nor the one of addresses", !opens_device(L"\\Device\\Nsi") && !opens_device(L"\\Device\\Tcp"));
}

static void others(void) {
  static const struct {
    const char *library, *name;
    ULONG_PTR refused;
  } calls[] = {{"wininet", "InternetOpenA", 0}, {"wininet", "InternetOpenW", 0}, {"winhttp", "WinHttpOpen", 0},
      {"iphlpapi", "IcmpCreateFile", (ULONG_PTR)-1}, {"iphlpapi", "Icmp6CreateFile", (ULONG_PTR)-1},
      {"iphlpapi", "GetAdaptersInfo", ERROR_ACCESS_DENIED}, {"iphlpapi", "GetNetworkParams", ERROR_ACCESS_DENIED},
      {"iphlpapi", "GetTcpTable", ERROR_ACCESS_DENIED}, {"iphlpapi", "SendARP", ERROR_ACCESS_DENIED},
      {"mpr", "WNetAddConnectionA", ERROR_ACCESS_DENIED}, {"netapi32", "NetUserEnum", ERROR_ACCESS_DENIED},
      {"netapi32", "NetServerEnum", ERROR_ACCESS_DENIED}, {"wtsapi32", "WTSSendMessageA", 0},
      {"advapi32", "OpenSCManagerA", 0}, {"advapi32", "OpenSCManagerW", 0},
      {"rpcrt4", "RpcServerListen", ERROR_ACCESS_DENIED}};
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    char text[100];
    void *call = function(calls[i].library, calls[i].name);
    snprintf(text, sizeof text, "%s is refused", calls[i].name);
    CLAIM(text, call && claim_call(call) == (ULONG)calls[i].refused);
  }
  RPC_STATUS(WINAPI * bind)(const char *, void **) = function("rpcrt4", "RpcBindingFromStringBindingA");
  void *made = NULL;
  CLAIM("no other machine's procedures are called", bind("ncacn_ip_tcp:127.0.0.1[135]", &made) != 0);
  CLAIM("nor this one's", bind("ncalrpc:[epmapper]", &made) != 0);
  CLSID class = {0x4590F811, 0x1D3A, 0x11D0, {0x89, 0x1F, 0, 0xAA, 0, 0x4B, 0x2E, 0x24}};
  HRESULT(WINAPI * create)(REFCLSID, void *, DWORD, REFIID, void **) = function("ole32", "CoCreateInstance");
  HRESULT(WINAPI * get)(REFCLSID, DWORD, void *, REFIID, void **) = function("ole32", "CoGetClassObject");
  CLAIM("no object of another process is made", create(&class, NULL, CLSCTX_LOCAL_SERVER, &class, &made) < 0);
  CLAIM("nor of another machine", get(&class, CLSCTX_REMOTE_SERVER, NULL, &class, &made) < 0);
  HRESULT(WINAPI * download)(void *, const char *, const char *, DWORD, void *) = function("urlmon", "URLDownloadToFileA");
  CLAIM("nothing is downloaded", download(NULL, "http://127.0.0.1/", "C:\\work\\a", 0, NULL) < 0);
  CLAIM("no pipe is made", CreateNamedPipeA("\\\\.\\pipe\\evm", PIPE_ACCESS_DUPLEX, 0, 1, 0, 0, 0, NULL) ==
                               INVALID_HANDLE_VALUE);
  CLAIM("nor opened", !opens("\\\\.\\pipe\\wkssvc") && !opens("\\\\127.0.0.1\\pipe\\srvsvc"));
  CLAIM("nor a letter box", CreateMailslotA("\\\\.\\mailslot\\evm", 0, 0, NULL) == INVALID_HANDLE_VALUE &&
                                !opens("\\\\*\\mailslot\\evm"));
  CLAIM("no folder of another machine is opened", !opens("\\\\127.0.0.1\\C$\\a.txt"));
  CLAIM("nor by its long name", !opens("\\\\?\\UNC\\127.0.0.1\\C$\\a.txt"));
  CLAIM("nor over the web", !opens("\\\\127.0.0.1@80\\DavWWWRoot\\a.txt"));
}

int main(int count, char **words) {
  if (claim_case(count, words, "sockets")) sockets();
  if (claim_case(count, words, "others")) others();
  return 0;
}
