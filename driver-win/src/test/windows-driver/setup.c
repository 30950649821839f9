// SPDX-License-Identifier: Apache-2.0
/* Puts the stand-in driver's adapter and its version device there, as an installer would, and takes
 * them away.  The adapter's id and name are what Windows itself would have made up.
 *   setup install INF GUID NAME INDEX ours|foreign   a device node of hardware id ovpn-dco
 *   setup service NAME FILE             a driver service, started
 *   setup remove                        all such nodes
 *   setup stop NAME                     the driver service, stopped and deleted
 */
#include <windows.h>
#include <setupapi.h>
#include <newdev.h>
#include <stdio.h>

#define HWID L"ovpn-dco\0"
static const GUID net = { 0x4d36e972, 0xe325, 0x11ce, { 0xbf, 0xc1, 0x08, 0x00, 0x2b, 0xe1, 0x03, 0x18 } };

static int fail(const char *what) { printf("%s failed: %lu\n", what, GetLastError()); return 1; }

static int text(HKEY root, const wchar_t *key, const wchar_t *name, const wchar_t *value)
{
    HKEY h;
    if (RegCreateKeyExW(root, key, 0, NULL, 0, KEY_WRITE, NULL, &h, NULL)) return fail("RegCreateKeyEx");
    RegSetValueExW(h, name, 0, REG_SZ, (const BYTE *)value, 2 * (DWORD)wcslen(value) + 2);
    RegCloseKey(h);
    return 0;
}

static int install(const wchar_t *inf, const wchar_t *guid, const wchar_t *name, DWORD index, BOOL ours)
{
    wchar_t id[200];
    SP_DEVINFO_DATA d = { sizeof(d) };
    BOOL reboot;
    HKEY h;
    wchar_t key[300];
    HDEVINFO set = SetupDiCreateDeviceInfoList(&net, NULL);
    if (!SetupDiCreateDeviceInfoW(set, L"Net", &net, L"OpenVPN Data Channel Offload", NULL, DICD_GENERATE_ID, &d))
        return fail("SetupDiCreateDeviceInfo");
    if (!SetupDiSetDeviceRegistryPropertyW(set, &d, SPDRP_HARDWAREID, (const BYTE *)HWID, sizeof(HWID)))
        return fail("SPDRP_HARDWAREID");
    if (!SetupDiCallClassInstaller(DIF_REGISTERDEVICE, set, &d)) return fail("DIF_REGISTERDEVICE");
    if (!UpdateDriverForPlugAndPlayDevicesW(NULL, L"ovpn-dco", inf, INSTALLFLAG_FORCE, &reboot))
        return fail("UpdateDriverForPlugAndPlayDevices");
    h = SetupDiOpenDevRegKey(set, &d, DICS_FLAG_GLOBAL, 0, DIREG_DRV, KEY_WRITE);
    if (h == INVALID_HANDLE_VALUE) h = SetupDiCreateDevRegKeyW(set, &d, DICS_FLAG_GLOBAL, 0, DIREG_DRV, NULL, NULL);
    if (h == INVALID_HANDLE_VALUE) return fail("SetupDiOpenDevRegKey");
    RegSetValueExW(h, L"NetCfgInstanceId", 0, REG_SZ, (const BYTE *)guid, 2 * (DWORD)wcslen(guid) + 2);
    RegSetValueExW(h, L"ComponentId", 0, REG_SZ, (const BYTE *)L"ovpn-dco", 18);
    RegCloseKey(h);
    swprintf(key, 300, L"SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}\\%ls\\Connection", guid);
    if (text(HKEY_LOCAL_MACHINE, key, L"Name", name)) return 1;
    swprintf(key, 300, L"Software\\netshim\\%ls", guid); /* the stand-in for IP Helper knows it from here */
    if (text(HKEY_LOCAL_MACHINE, key, L"Alias", name)) return 1;
    RegCreateKeyExW(HKEY_LOCAL_MACHINE, key, 0, NULL, 0, KEY_WRITE, NULL, &h, NULL);
    RegSetValueExW(h, L"Index", 0, REG_DWORD, (const BYTE *)&index, sizeof(index));
    RegCloseKey(h);
    if (ours) { /* Wine cannot install a device from within the program, so it has not made this one itself */
        swprintf(key, 300, L"SOFTWARE\\Culvert\\Adapters\\%ls", guid);
        if (!SetupDiGetDeviceInstanceIdW(set, &d, id, 200, NULL)) return fail("SetupDiGetDeviceInstanceId");
        if (text(HKEY_LOCAL_MACHINE, key, L"InstanceId", id)) return 1;
    }
    printf("installed %ls\n", name);
    return 0;
}

static int remove_all(void)
{
    HDEVINFO set = SetupDiGetClassDevsW(&net, NULL, NULL, 0);
    SP_DEVINFO_DATA d = { sizeof(d) };
    DWORD k, found = 0;
    wchar_t hw[200];
    for (k = 0; SetupDiEnumDeviceInfo(set, k, &d); k++)
        if (SetupDiGetDeviceRegistryPropertyW(set, &d, SPDRP_HARDWAREID, NULL, (BYTE *)hw, sizeof(hw), NULL)
            && !wcsicmp(hw, L"ovpn-dco") && SetupDiCallClassInstaller(DIF_REMOVE, set, &d)) found++;
    printf("%lu removed\n", found);
    return 0;
}

static int service(const wchar_t *name, const wchar_t *file)
{
    SC_HANDLE scm = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    SC_HANDLE svc = CreateServiceW(scm, name, name, SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER, SERVICE_DEMAND_START,
                                   SERVICE_ERROR_NORMAL, file, NULL, NULL, NULL, NULL, NULL);
    if (!svc) svc = OpenServiceW(scm, name, SERVICE_ALL_ACCESS);
    if (!svc) return fail("CreateService");
    if (!StartServiceW(svc, 0, NULL) && GetLastError() != ERROR_SERVICE_ALREADY_RUNNING) return fail("StartService");
    printf("started %ls\n", name);
    return 0;
}

static int stop(const wchar_t *name)
{
    SERVICE_STATUS st;
    SC_HANDLE scm = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    SC_HANDLE svc = OpenServiceW(scm, name, SERVICE_ALL_ACCESS);
    if (!svc) return fail("OpenService");
    ControlService(svc, SERVICE_CONTROL_STOP, &st);
    DeleteService(svc);
    printf("stopped %ls\n", name);
    return 0;
}

int wmain(int argc, wchar_t **argv)
{
    if (argc == 7 && !wcscmp(argv[1], L"install"))
        return install(argv[2], argv[3], argv[4], _wtoi(argv[5]), !wcscmp(argv[6], L"ours"));
    if (argc == 4 && !wcscmp(argv[1], L"service")) return service(argv[2], argv[3]);
    if (argc == 2 && !wcscmp(argv[1], L"remove")) return remove_all();
    if (argc == 3 && !wcscmp(argv[1], L"stop")) return stop(argv[2]);
    return 2;
}
