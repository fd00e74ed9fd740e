/*
 * The one altitude of the object and the registry callbacks. It lies in the load order group "FSFilter Activity Monitor"
 * (360000 to 389999), whose members only watch. A placeholder until Microsoft assigns one to this driver; a build sets
 * its own with MON_ALTITUDE (make -f Makefile.windows ALTITUDE=...). Two drivers with one altitude cannot both register.
 */
#ifndef MON_ALTITUDE_H
#define MON_ALTITUDE_H

#ifndef MON_ALTITUDE
#define MON_ALTITUDE L"368742.97311"
#endif

#endif
