/**
 * Names of the ATT&CK techniques of Windows that rules for the log sources kept here are tagged with, as attack.mitre.org has them.
 * A sub-technique (behind a bar) is called after its technique and itself. Ids that are not here are shown without a name.
 */
const techniques = `
T1003 OS Credential Dumping | 001 LSASS Memory | 002 Security Account Manager | 003 NTDS | 004 LSA Secrets | 005 Cached Domain Credentials | 006 DCSync
T1005 Data from Local System
T1006 Direct Volume Access
T1007 System Service Discovery
T1010 Application Window Discovery
T1012 Query Registry
T1014 Rootkit
T1016 System Network Configuration Discovery | 001 Internet Connection Discovery
T1018 Remote System Discovery
T1020 Automated Exfiltration
T1021 Remote Services | 001 Remote Desktop Protocol | 002 SMB/Windows Admin Shares | 003 Distributed Component Object Model | 004 SSH | 006 Windows Remote Management
T1027 Obfuscated Files or Information | 003 Steganography | 004 Compile After Delivery | 005 Indicator Removal from Tools | 010 Command Obfuscation
T1033 System Owner/User Discovery
T1036 Masquerading | 002 Right-to-Left Override | 003 Rename Legitimate Utilities | 004 Masquerade Task or Service | 005 Match Legitimate Resource Name or Location | 007 Double File Extension
T1037 Boot or Logon Initialization Scripts | 001 Logon Script (Windows)
T1039 Data from Network Shared Drive
T1040 Network Sniffing
T1041 Exfiltration Over C2 Channel
T1046 Network Service Discovery
T1047 Windows Management Instrumentation
T1048 Exfiltration Over Alternative Protocol | 003 Exfiltration Over Unencrypted Non-C2 Protocol
T1049 System Network Connections Discovery
T1053 Scheduled Task/Job | 002 At | 005 Scheduled Task
T1055 Process Injection | 001 Dynamic-link Library Injection | 002 Portable Executable Injection | 003 Thread Execution Hijacking | 004 Asynchronous Procedure Call | 005 Thread Local Storage | 011 Extra Window Memory Injection | 012 Process Hollowing | 013 Process Doppelgänging | 015 ListPlanting
T1056 Input Capture | 001 Keylogging | 002 GUI Input Capture
T1057 Process Discovery
T1059 Command and Scripting Interpreter | 001 PowerShell | 003 Windows Command Shell | 005 Visual Basic | 006 Python | 007 JavaScript
T1068 Exploitation for Privilege Escalation
T1069 Permission Groups Discovery | 001 Local Groups | 002 Domain Groups
T1070 Indicator Removal | 001 Clear Windows Event Logs | 003 Clear Command History | 004 File Deletion | 005 Network Share Connection Removal | 006 Timestomp
T1071 Application Layer Protocol | 001 Web Protocols | 004 DNS
T1072 Software Deployment Tools
T1074 Data Staged | 001 Local Data Staging
T1078 Valid Accounts | 001 Default Accounts | 002 Domain Accounts | 003 Local Accounts
T1082 System Information Discovery
T1083 File and Directory Discovery
T1087 Account Discovery | 001 Local Account | 002 Domain Account
T1090 Proxy | 001 Internal Proxy | 002 External Proxy | 003 Multi-hop Proxy
T1091 Replication Through Removable Media
T1095 Non-Application Layer Protocol
T1098 Account Manipulation
T1102 Web Service
T1105 Ingress Tool Transfer
T1106 Native API
T1110 Brute Force | 001 Password Guessing | 002 Password Cracking | 003 Password Spraying
T1112 Modify Registry
T1113 Screen Capture
T1114 Email Collection | 001 Local Email Collection
T1115 Clipboard Data
T1119 Automated Collection
T1120 Peripheral Device Discovery
T1123 Audio Capture
T1124 System Time Discovery
T1125 Video Capture
T1127 Trusted Developer Utilities Proxy Execution | 001 MSBuild
T1129 Shared Modules
T1132 Data Encoding | 001 Standard Encoding
T1133 External Remote Services
T1134 Access Token Manipulation | 001 Token Impersonation/Theft | 002 Create Process with Token | 003 Make and Impersonate Token | 004 Parent PID Spoofing | 005 SID-History Injection
T1135 Network Share Discovery
T1136 Create Account | 001 Local Account | 002 Domain Account
T1137 Office Application Startup | 001 Office Template Macros | 002 Office Test | 003 Outlook Forms | 006 Add-ins
T1140 Deobfuscate/Decode Files or Information
T1185 Browser Session Hijacking
T1187 Forced Authentication
T1190 Exploit Public-Facing Application
T1195 Supply Chain Compromise | 001 Compromise Software Dependencies and Development Tools | 002 Compromise Software Supply Chain
T1197 BITS Jobs
T1201 Password Policy Discovery
T1202 Indirect Command Execution
T1203 Exploitation for Client Execution
T1204 User Execution | 001 Malicious Link | 002 Malicious File
T1207 Rogue Domain Controller
T1210 Exploitation of Remote Services
T1211 Exploitation for Defense Evasion
T1212 Exploitation for Credential Access
T1216 System Script Proxy Execution | 001 PubPrn
T1217 Browser Information Discovery
T1218 System Binary Proxy Execution | 001 Compiled HTML File | 002 Control Panel | 003 CMSTP | 004 InstallUtil | 005 Mshta | 007 Msiexec | 008 Odbcconf | 009 Regsvcs/Regasm | 010 Regsvr32 | 011 Rundll32 | 013 Mavinject | 014 MMC
T1219 Remote Access Tools
T1220 XSL Script Processing
T1221 Template Injection
T1222 File and Directory Permissions Modification | 001 Windows File and Directory Permissions Modification
T1482 Domain Trust Discovery
T1484 Domain or Tenant Policy Modification | 001 Group Policy Modification
T1485 Data Destruction
T1486 Data Encrypted for Impact
T1489 Service Stop
T1490 Inhibit System Recovery
T1491 Defacement | 001 Internal Defacement
T1496 Resource Hijacking
T1497 Virtualization/Sandbox Evasion | 001 System Checks
T1498 Network Denial of Service
T1499 Endpoint Denial of Service
T1505 Server Software Component | 001 SQL Stored Procedures | 002 Transport Agent | 003 Web Shell | 004 IIS Components | 005 Terminal Services DLL
T1518 Software Discovery | 001 Security Software Discovery
T1526 Cloud Service Discovery
T1528 Steal Application Access Token
T1529 System Shutdown/Reboot
T1531 Account Access Removal
T1539 Steal Web Session Cookie
T1542 Pre-OS Boot | 001 System Firmware | 003 Bootkit
T1543 Create or Modify System Process | 003 Windows Service
T1546 Event Triggered Execution | 001 Change Default File Association | 002 Screensaver | 003 Windows Management Instrumentation Event Subscription | 007 Netsh Helper DLL | 008 Accessibility Features | 009 AppCert DLLs | 010 AppInit DLLs | 011 Application Shimming | 012 Image File Execution Options Injection | 013 PowerShell Profile | 015 Component Object Model Hijacking
T1547 Boot or Logon Autostart Execution | 001 Registry Run Keys / Startup Folder | 002 Authentication Package | 003 Time Providers | 004 Winlogon Helper DLL | 005 Security Support Provider | 006 Kernel Modules and Extensions | 008 LSASS Driver | 009 Shortcut Modification | 010 Port Monitors | 012 Print Processors | 014 Active Setup
T1548 Abuse Elevation Control Mechanism | 002 Bypass User Account Control
T1550 Use Alternate Authentication Material | 002 Pass the Hash | 003 Pass the Ticket
T1552 Unsecured Credentials | 001 Credentials In Files | 002 Credentials in Registry | 004 Private Keys | 006 Group Policy Preferences
T1553 Subvert Trust Controls | 002 Code Signing | 003 SIP and Trust Provider Hijacking | 004 Install Root Certificate | 005 Mark-of-the-Web Bypass
T1554 Compromise Host Software Binary
T1555 Credentials from Password Stores | 003 Credentials from Web Browsers | 004 Windows Credential Manager
T1556 Modify Authentication Process | 001 Domain Controller Authentication | 002 Password Filter DLL
T1557 Adversary-in-the-Middle | 001 LLMNR/NBT-NS Poisoning and SMB Relay
T1558 Steal or Forge Kerberos Tickets | 001 Golden Ticket | 003 Kerberoasting | 004 AS-REP Roasting
T1559 Inter-Process Communication | 001 Component Object Model | 002 Dynamic Data Exchange
T1560 Archive Collected Data | 001 Archive via Utility
T1561 Disk Wipe | 001 Disk Content Wipe | 002 Disk Structure Wipe
T1562 Impair Defenses | 001 Disable or Modify Tools | 002 Disable Windows Event Logging | 004 Disable or Modify System Firewall | 006 Indicator Blocking | 009 Safe Mode Boot | 010 Downgrade Attack
T1563 Remote Service Session Hijacking | 002 RDP Hijacking
T1564 Hide Artifacts | 001 Hidden Files and Directories | 002 Hidden Users | 003 Hidden Window | 004 NTFS File Attributes | 006 Run Virtual Instance
T1565 Data Manipulation
T1566 Phishing | 001 Spearphishing Attachment | 002 Spearphishing Link
T1567 Exfiltration Over Web Service | 001 Exfiltration to Code Repository | 002 Exfiltration to Cloud Storage
T1568 Dynamic Resolution | 002 Domain Generation Algorithms
T1569 System Services | 002 Service Execution
T1570 Lateral Tool Transfer
T1571 Non-Standard Port
T1572 Protocol Tunneling
T1573 Encrypted Channel
T1574 Hijack Execution Flow | 001 DLL | 002 DLL Side-Loading | 005 Executable Installer File Permissions Weakness | 006 Dynamic Linker Hijacking | 007 Path Interception by PATH Environment Variable | 008 Path Interception by Search Order Hijacking | 009 Path Interception by Unquoted Path | 011 Services Registry Permissions Weakness | 012 COR_PROFILER
T1587 Develop Capabilities | 001 Malware
T1588 Obtain Capabilities | 002 Tool
T1590 Gather Victim Network Information
T1595 Active Scanning
T1606 Forge Web Credentials
T1608 Stage Capabilities
T1614 System Location Discovery | 001 System Language Discovery
T1615 Group Policy Discovery
T1620 Reflective Code Loading
T1649 Steal or Forge Authentication Certificates
T1654 Log Enumeration
T1657 Financial Theft
`

/** Name of a technique by its id, such as T1003.001; undefined for one that is not in the table. */
export function techniqueName(id: string): string | undefined {
  names ??= new Map(namedTechniques())
  return names.get(id)
}

let names: ReadonlyMap<string, string> | undefined

function* namedTechniques(): Generator<readonly [id: string, name: string]> {
  for (const line of techniques.trim().split('\n')) {
    const [[id, name], ...parts] = line.split(' | ').map(idAndName) as [[string, string], ...[string, string][]]
    yield [id, name]
    for (const [part, partName] of parts) yield [`${id}.${part}`, `${name}: ${partName}`]
  }
}

function idAndName(text: string): [id: string, name: string] {
  const [id = '', ...words] = text.split(' ')
  return [id, words.join(' ')]
}
