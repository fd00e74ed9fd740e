<#
.SYNOPSIS
Removes win11mon from this machine.

.DESCRIPTION
Stops and deletes both services and removes the program folder. The state folder (host id, configuration, spool with events that were
not sent yet) stays unless -RemoveState is given.
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $InstallDirectory = (Join-Path $env:ProgramFiles 'win11mon'),
    [string] $StateDirectory = (Join-Path $env:ProgramData 'win11mon'),
    [switch] $RemoveState
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$principal = [Security.Principal.WindowsPrincipal] [Security.Principal.WindowsIdentity]::GetCurrent()
if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) { throw 'Run this from an elevated prompt.' }

# The collector first: the driver unloads when nobody reads it.
foreach ($name in 'win11mon-collector', 'win11mon') {
    $service = Get-Service -Name $name -ErrorAction SilentlyContinue
    if ($null -eq $service) { continue }
    if ($service.Status -ne 'Stopped') {
        & sc.exe stop $name | Out-Null
        $service.WaitForStatus('Stopped', [TimeSpan]::FromSeconds(60))
    }
    & sc.exe delete $name | Out-Null
    if ($LASTEXITCODE -ne 0) { throw "The service $name could not be deleted: code $LASTEXITCODE." }
}
if (Test-Path $InstallDirectory) { Remove-Item -Path $InstallDirectory -Recurse -Force }
if ($RemoveState -and (Test-Path $StateDirectory)) { Remove-Item -Path $StateDirectory -Recurse -Force }
Write-Output 'win11mon is removed.'
if (-not $RemoveState -and (Test-Path $StateDirectory)) { Write-Output "Its state stays in $StateDirectory." }
