package org.idlewild.wrapper;

import java.util.Locale;
import java.util.Set;

/** The libraries that each Windows has, so that no program need bring them. */
final class SystemLibraries {
  private static final Set<String> NAMES =
      Set.of(
          ("advapi32 authz avicap32 avifil32 avrt bcrypt bcryptprimitives bthprops.cpl cabinet"
                  + " cfgmgr32 combase comctl32 comdlg32 credui crypt32 cryptbase cryptnet"
                  + " cryptui d2d1 d3d10 d3d11 d3d12 d3d9 d3dcompiler_47 dbgeng dbghelp dcomp"
                  + " ddraw dhcpcsvc dinput8 dnsapi dsound dwmapi dwrite dxgi dxva2 evr fwpuclnt"
                  + " gdi32 gdi32full gdiplus glu32 hid httpapi imagehlp imm32 iphlpapi kernel32"
                  + " kernelbase ksuser loadperf mf mfplat mfreadwrite mlang mpr msacm32 mscoree"
                  + " msi msimg32 msvcp60 msvcrt msvfw32 mswsock msxml6 ncrypt netapi32 normaliz"
                  + " ntdll ntdsapi odbc32 ole32 oleacc oleaut32 opengl32 pdh powrprof propsys"
                  + " psapi quartz rasapi32 rpcrt4 rstrtmgr samcli schannel sechost secur32"
                  + " setupapi shcore shell32 shlwapi sspicli synchronization tapi32 tdh ucrtbase"
                  + " urlmon user32 userenv usp10 uxtheme version wevtapi win32u winhttp wininet"
                  + " winmm winscard winspool.drv wintrust winusb wldap32 wlanapi wow32 ws2_32"
                  + " wsock32 wtsapi32 xmllite")
              .split(" "));

  private SystemLibraries() {}

  static boolean contains(String library) {
    String name = library.toLowerCase(Locale.ROOT);
    return name.startsWith("api-ms-win-")
        || name.startsWith("ext-ms-win-")
        || NAMES.contains(name.replaceFirst("\\.dll$", ""));
  }
}
