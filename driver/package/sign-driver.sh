#!/bin/bash
# Signs a driver image with page hashes, as test signing needs it.
# Usage: sign-driver.sh IN.sys OUT.sys [CERTIFICATE.pem KEY.pem]
# Without a certificate a self-signed one, good for a day, is made in a temporary directory and thrown away; its public
# part is left beside the output as OUT.sys.cer, to be trusted by the test machine. Keys are never kept.
set -euo pipefail

input=$1
output=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ $# -ge 4 ]; then
    certificate=$3
    key=$4
else
    certificate=$work/certificate.pem
    key=$work/key.pem
    openssl req -x509 -newkey rsa:3072 -sha256 -nodes -days 1 -subj '/CN=win11mon test signing' \
        -addext 'keyUsage=critical,digitalSignature' -addext 'extendedKeyUsage=codeSigning' \
        -keyout "$key" -out "$certificate" 2>/dev/null
    openssl x509 -in "$certificate" -outform DER -out "$output.cer"
fi
rm -f "$output"
osslsigncode sign -h sha256 -ph -certs "$certificate" -key "$key" -n 'win11mon callback driver' -in "$input" -out "$output" >/dev/null
osslsigncode verify -CAfile "$certificate" "$output" | grep -E '^(Signature verification: ok|Succeeded)' | head -1
