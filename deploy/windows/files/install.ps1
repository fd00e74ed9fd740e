<#
.SYNOPSIS
Installs win11mon on this machine: the driver, the collector and the service that runs it.

.DESCRIPTION
Copies this folder to Program Files, makes the state folder for SYSTEM and administrators only, puts a configuration there when
there is none, and creates two services: win11mon (the driver) and win11mon-collector. Run again, it updates an installation; the
state, the spool and the configuration stay.

.PARAMETER TrustTestCertificate
Puts the certificate that signed this build into the machine's trusted stores. Only for test machines: the driver of this bundle is
signed for test mode (bcdedit /set testsigning on, and a restart), not by Microsoft.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File install.ps1 -TrustTestCertificate
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [string] $InstallDirectory = (Join-Path $env:ProgramFiles 'win11mon'),
    [string] $StateDirectory = (Join-Path $env:ProgramData 'win11mon'),
    [switch] $TrustTestCertificate
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Assert-Requirement([bool] $IsMet, [string] $Message) {
    if (-not $IsMet) { throw $Message }
}

function Invoke-Native([string] $Command, [string[]] $Arguments, [int[]] $AcceptedCodes = @(0)) {
    $output = & $Command @Arguments 2>&1
    if ($AcceptedCodes -notcontains $LASTEXITCODE) {
        throw "$Command $($Arguments -join ' ') failed with code ${LASTEXITCODE}: $($output -join ' ')"
    }
}

function Stop-ServiceIfThere([string] $Name) {
    $service = Get-Service -Name $Name -ErrorAction SilentlyContinue
    if ($null -ne $service -and $service.Status -ne 'Stopped') {
        Invoke-Native 'sc.exe' @('stop', $Name) @(0, 1062)
        $service.WaitForStatus('Stopped', [TimeSpan]::FromSeconds(60))
    }
}

function Set-ServiceEntry([string] $Name, [string[]] $Settings) {
    $verb = if ($null -eq (Get-Service -Name $Name -ErrorAction SilentlyContinue)) { 'create' } else { 'config' }
    Invoke-Native 'sc.exe' (@($verb, $Name) + $Settings)
}

$principal = [Security.Principal.WindowsPrincipal] [Security.Principal.WindowsIdentity]::GetCurrent()
Assert-Requirement $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator) 'Run this from an elevated prompt: it creates services.'
Assert-Requirement ([Environment]::Is64BitOperatingSystem) 'This bundle is for 64-bit Windows.'
Assert-Requirement ([Environment]::OSVersion.Version.Build -ge 22000) 'win11mon needs Windows 11 (build 22000 or later).'

$source = $PSScriptRoot
if ($TrustTestCertificate) {
    $certificate = Join-Path $source 'driver\win11mon.sys.cer'
    foreach ($store in 'Root', 'TrustedPublisher') {
        Import-Certificate -FilePath $certificate -CertStoreLocation "Cert:\LocalMachine\$store" | Out-Null
    }
}
$signature = Get-AuthenticodeSignature -FilePath (Join-Path $source 'driver\win11mon.sys')
if ($signature.Status -ne 'Valid') {
    Write-Warning "The driver's signature is $($signature.Status): Windows will not load it unless test mode is on and -TrustTestCertificate was given."
}

Stop-ServiceIfThere 'win11mon-collector'
Stop-ServiceIfThere 'win11mon'

New-Item -ItemType Directory -Force -Path $InstallDirectory, $StateDirectory | Out-Null
if ((Resolve-Path $source).Path -ne (Resolve-Path $InstallDirectory).Path) {
    Copy-Item -Path (Join-Path $source '*') -Destination $InstallDirectory -Recurse -Force
}
# SYSTEM and Administrators, by their SIDs, whatever the language of Windows; nothing inherited.
Invoke-Native 'icacls.exe' @($StateDirectory, '/inheritance:r', '/grant:r', '*S-1-5-18:(OI)(CI)F', '*S-1-5-32-544:(OI)(CI)F')
$configuration = Join-Path $StateDirectory 'win11mon.yaml'
if (-not (Test-Path $configuration)) { Copy-Item (Join-Path $source 'win11mon.yaml') $configuration }

Set-ServiceEntry 'win11mon' @('type=', 'kernel', 'start=', 'system', 'error=', 'normal', 'binPath=', (Join-Path $InstallDirectory 'driver\win11mon.sys'), 'DisplayName=', 'win11mon callback driver')
$command = '"{0}" "{1}"' -f (Join-Path $InstallDirectory 'win11mon-service.exe'), $configuration
Set-ServiceEntry 'win11mon-collector' @('type=', 'own', 'start=', 'delayed-auto', 'depend=', 'win11mon', 'binPath=', $command, 'DisplayName=', 'win11mon collector')
Invoke-Native 'sc.exe' @('description', 'win11mon-collector', 'Reads process, thread, image, handle and registry events of the win11mon driver and sends them to Kafka.')
Invoke-Native 'sc.exe' @('failure', 'win11mon-collector', 'reset=', '86400', 'actions=', 'restart/5000/restart/30000/restart/60000')
# Also when it ended by itself with an error code, not only when it crashed.
Invoke-Native 'sc.exe' @('failureflag', 'win11mon-collector', '1')

Invoke-Native 'sc.exe' @('start', 'win11mon') @(0, 1056)
Invoke-Native 'sc.exe' @('start', 'win11mon-collector') @(0, 1056)
Write-Output "win11mon is installed in $InstallDirectory. Its configuration is $configuration; check the machine with:"
Write-Output "  & '$(Join-Path $InstallDirectory 'win11mon.cmd')' doctor --config '$configuration'"
