/*
 * The part of the kernel's interface that the driver uses, declared for a host build. Types have the sizes and members
 * of 64-bit Windows; behaviour stands in sim/. Compile with -fms-extensions -fshort-wchar.
 */
#ifndef SIM_NTIFS_H
#define SIM_NTIFS_H

#include "sim_nt_io.h"
#include "sim_nt_registry.h"

NTSTATUS DriverEntry(PDRIVER_OBJECT driver, PUNICODE_STRING registry_path);

#endif
