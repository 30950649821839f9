/* SPDX-License-Identifier: Apache-2.0 */
/* install-driver: the device node and the services of the stand-in driver.
 *   install INF {GUID} NAME INDEX [ours]
 *                                   node by INF, its adapter GUID and connection name, and the
 *                                   adapter (NAME, INDEX) for the stand-in of IP Helper; ours:
 *                                   in Culvert's list, as if it had made it
 *   remove                          every such node
 *   service NAME SYSFILE PORT       a driver service that is not bound to a node
 *   port NAME PORT                  the TCP port of the far side, taken at the next open
 *   start | stop | delete NAME      the service
 * Prints what fails with Windows' error; exit code 0 only if all went well. */
#include <windows.h>
#include <initguid.h>
#include <setupapi.h>
#include <newdev.h>
#include <stdio.h>

#define HARDWARE_ID L"ovpn-dco"
DEFINE_GUID(CLASS_NET, 0x4d36e972, 0xe325, 0x11ce, 0xbf, 0xc1, 0x08, 0x00, 0x2b, 0xe1, 0x03, 0x18);

static int check(const char *what, BOOL ok)
{
    if (ok) return 0;
    printf("%s: error %lu\n", what, GetLastError());
    return 1;
}

static int set_value(HKEY key, const wchar_t *name, DWORD type, const void *data, DWORD size)
{
    LONG r = RegSetValueExW(key, name, 0, type, data, size);
    SetLastError(r);
    return check("RegSetValueEx", !r);
}

static int set_text(HKEY key, const wchar_t *name, const wchar_t *text)
{
    return set_value(key, name, REG_SZ, text, (DWORD)(wcslen(text) + 1) * sizeof(wchar_t));
}

static HKEY machine_key(const wchar_t *path)
{
    HKEY key = NULL;
    LONG r = RegCreateKeyExW(HKEY_LOCAL_MACHINE, path, 0, NULL, 0, KEY_WRITE, NULL, &key, NULL);
    SetLastError(r);
    check("RegCreateKeyEx", !r);
    return key;
}

static int declare(const wchar_t *guid, const wchar_t *name, DWORD index)
{
    wchar_t path[300];
    HKEY key;
    int bad = 0;

    swprintf(path, 300, L"SYSTEM\\CurrentControlSet\\Control\\Network\\"
             L"{4D36E972-E325-11CE-BFC1-08002BE10318}\\%ls\\Connection", guid);
    if (!(key = machine_key(path))) return 1;
    bad |= set_text(key, L"Name", name);
    RegCloseKey(key);
    swprintf(path, 300, L"Software\\netshim\\%ls", guid);
    if (!(key = machine_key(path))) return 1;
    bad |= set_text(key, L"Alias", name);
    bad |= set_value(key, L"Index", REG_DWORD, &index, sizeof(index));
    RegCloseKey(key);
    return bad;
}

static int driver_key(HDEVINFO set, SP_DEVINFO_DATA *d, const wchar_t *guid)
{
    HKEY key = SetupDiOpenDevRegKey(set, d, DICS_FLAG_GLOBAL, 0, DIREG_DRV, KEY_ALL_ACCESS);
    int bad;

    if (key == INVALID_HANDLE_VALUE)
        key = SetupDiCreateDevRegKeyW(set, d, DICS_FLAG_GLOBAL, 0, DIREG_DRV, NULL, NULL);
    if (check("driver key", key != INVALID_HANDLE_VALUE)) return 1;
    bad = set_text(key, L"NetCfgInstanceId", guid) | set_text(key, L"ComponentId", HARDWARE_ID);
    RegCloseKey(key);
    return bad;
}

/* Wine cannot install a device from within a program, so Culvert has not made this one itself. */
static int remember(HDEVINFO set, SP_DEVINFO_DATA *d, const wchar_t *guid)
{
    wchar_t path[300], id[200];
    HKEY key;
    int bad;

    if (check("SetupDiGetDeviceInstanceId", SetupDiGetDeviceInstanceIdW(set, d, id, 200, NULL)))
        return 1;
    swprintf(path, 300, L"SOFTWARE\\Culvert\\Adapters\\%ls", guid);
    if (!(key = machine_key(path))) return 1;
    bad = set_text(key, L"InstanceId", id);
    RegCloseKey(key);
    return bad;
}

static int install(const wchar_t *inf, const wchar_t *guid, const wchar_t *name, DWORD index,
                   BOOL ours)
{
    static const wchar_t ids[] = HARDWARE_ID L"\0";
    SP_DEVINFO_DATA d = { sizeof(d) };
    BOOL reboot;
    HDEVINFO set = SetupDiCreateDeviceInfoList(&CLASS_NET, NULL);

    return check("SetupDiCreateDeviceInfo",
                 SetupDiCreateDeviceInfoW(set, L"Net", &CLASS_NET, L"OpenVPN Data Channel Offload",
                                          NULL, DICD_GENERATE_ID, &d))
        || check("hardware id", SetupDiSetDeviceRegistryPropertyW(set, &d, SPDRP_HARDWAREID,
                                                                  (BYTE *)ids, sizeof(ids)))
        || check("DIF_REGISTERDEVICE", SetupDiCallClassInstaller(DIF_REGISTERDEVICE, set, &d))
        || declare(guid, name, index)
        || check("UpdateDriverForPlugAndPlayDevices",
                 UpdateDriverForPlugAndPlayDevicesW(NULL, HARDWARE_ID, inf, INSTALLFLAG_FORCE,
                                                    &reboot))
        || driver_key(set, &d, guid)
        || (ours && remember(set, &d, guid));
}

static int remove_all(void)
{
    HDEVINFO set = SetupDiGetClassDevsW(&CLASS_NET, NULL, NULL, 0);
    SP_DEVINFO_DATA d = { sizeof(d) };
    wchar_t hw[200];
    DWORD k;
    int bad = 0;

    for (k = 0; SetupDiEnumDeviceInfo(set, k, &d); k++)
        if (SetupDiGetDeviceRegistryPropertyW(set, &d, SPDRP_HARDWAREID, NULL, (BYTE *)hw,
                                              sizeof(hw), NULL)
            && !wcsicmp(hw, HARDWARE_ID))
            bad |= check("DIF_REMOVE", SetupDiCallClassInstaller(DIF_REMOVE, set, &d));
    return bad;
}

static int set_port(const wchar_t *service, DWORD port)
{
    wchar_t path[300];
    HKEY key;
    int bad;

    swprintf(path, 300, L"SYSTEM\\CurrentControlSet\\Services\\%ls\\Parameters", service);
    if (!(key = machine_key(path))) return 1;
    bad = set_value(key, L"RelayPort", REG_DWORD, &port, sizeof(port));
    RegCloseKey(key);
    return bad;
}

static int create(SC_HANDLE scm, const wchar_t *name, const wchar_t *file)
{
    SC_HANDLE svc = CreateServiceW(scm, name, name, SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER,
                                   SERVICE_DEMAND_START, SERVICE_ERROR_NORMAL, file, NULL, NULL,
                                   NULL, NULL, NULL);
    if (check("CreateService", svc != NULL)) return 1;
    CloseServiceHandle(svc);
    return 0;
}

static int control(SC_HANDLE scm, const wchar_t *what, const wchar_t *name)
{
    SERVICE_STATUS st;
    SC_HANDLE svc = OpenServiceW(scm, name, SERVICE_ALL_ACCESS);

    if (check("OpenService", svc != NULL)) return 1;
    if (!wcscmp(what, L"start")) return check("StartService", StartServiceW(svc, 0, NULL));
    if (!wcscmp(what, L"stop"))
        return check("ControlService", ControlService(svc, SERVICE_CONTROL_STOP, &st));
    if (!wcscmp(what, L"delete")) return check("DeleteService", DeleteService(svc));
    return 2;
}

int wmain(int argc, wchar_t **argv)
{
    const wchar_t *what = argc > 1 ? argv[1] : L"";
    SC_HANDLE scm;

    if (!wcscmp(what, L"install") && (argc == 6 || argc == 7))
        return install(argv[2], argv[3], argv[4], _wtoi(argv[5]), argc == 7);
    if (!wcscmp(what, L"remove")) return remove_all();
    if (!wcscmp(what, L"port") && argc == 4) return set_port(argv[2], _wtoi(argv[3]));
    if (argc < 3) return 2;
    if (check("OpenSCManager", (scm = OpenSCManagerW(NULL, NULL, SC_MANAGER_ALL_ACCESS)) != NULL))
        return 1;
    if (!wcscmp(what, L"service") && argc == 5)
        return create(scm, argv[2], argv[3]) || set_port(argv[2], _wtoi(argv[4]));
    return control(scm, what, argv[2]);
}
