/**
 * Who starts Windows' own processes. Only those that have one kind of parent on every machine are listed; a process whose
 * parent is not known is not judged. Documented in the Windows Internals books and seen in the public captures.
 */
const usualParents: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'smss.exe': ['system', 'smss.exe'],
    'csrss.exe': ['smss.exe'],
    'wininit.exe': ['smss.exe'],
    'winlogon.exe': ['smss.exe'],
    'services.exe': ['wininit.exe'],
    'lsass.exe': ['wininit.exe'],
    'lsaiso.exe': ['wininit.exe'],
    'svchost.exe': ['services.exe', 'msmpeng.exe'],
    'spoolsv.exe': ['services.exe'],
    'searchindexer.exe': ['services.exe'],
    'msmpeng.exe': ['services.exe'],
    'nissrv.exe': ['services.exe'],
    'sppsvc.exe': ['services.exe'],
    'vssvc.exe': ['services.exe'],
    'trustedinstaller.exe': ['services.exe'],
    'securityhealthservice.exe': ['services.exe'],
    'sgrmbroker.exe': ['services.exe'],
    'taskhostw.exe': ['svchost.exe'],
    'runtimebroker.exe': ['svchost.exe'],
    'sihost.exe': ['svchost.exe'],
    'consent.exe': ['svchost.exe'],
    'tiworker.exe': ['svchost.exe'],
    'wmiprvse.exe': ['svchost.exe'],
    'audiodg.exe': ['svchost.exe'],
    'logonui.exe': ['winlogon.exe'],
    'userinit.exe': ['winlogon.exe'],
    'dwm.exe': ['winlogon.exe'],
    'fontdrvhost.exe': ['winlogon.exe', 'wininit.exe'],
  }),
)

/** File names of the images that start this one; undefined for an image that anybody may start. */
export function usualParentsOf(name: string): readonly string[] | undefined {
  return usualParents.get(name)
}
