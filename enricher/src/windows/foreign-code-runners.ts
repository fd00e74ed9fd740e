/**
 * Programs, most of them signed by Microsoft, that run the code of others or read other processes for whoever starts them: their
 * signature says nothing of what they do. No list of file names of any capture: each stands here for what it is documented to do.
 */
export const foreignCodeRunners: ReadonlySet<string> = new Set([
  // Interpreters and remote shells: they run what they are given.
  'powershell.exe',
  'pwsh.exe',
  'powershell_ise.exe',
  'wsmprovhost.exe',
  'cmd.exe',
  'cscript.exe',
  'wscript.exe',
  'python.exe',
  'node.exe',
  'java.exe',
  'bash.exe',
  'wsl.exe',
  // The surrogate of COM: it runs whatever class it is given.
  'dllhost.exe',
  // Readers of other processes on behalf of a person, as their own documentation says.
  'taskmgr.exe',
  'procdump.exe',
  'procdump64.exe',
  'sqldumper.exe',
  'createdump.exe',
  'rdrleakdiag.exe',
  'tttracer.exe',
  // Execution by proxy, load of libraries or download, as the public LOLBAS project (lolbas-project.github.io) lists them.
  'rundll32.exe',
  'regsvr32.exe',
  'mshta.exe',
  'wmic.exe',
  'msbuild.exe',
  'installutil.exe',
  'regasm.exe',
  'regsvcs.exe',
  'certutil.exe',
  'bitsadmin.exe',
  'cmstp.exe',
  'control.exe',
  'forfiles.exe',
  'hh.exe',
  'mavinject.exe',
  'msdt.exe',
  'odbcconf.exe',
  'pcalua.exe',
  'presentationhost.exe',
  'schtasks.exe',
  'scriptrunner.exe',
  'xwizard.exe',
  'wuauclt.exe',
])
