# Tells GDCM's configuration where our OpenJPEG is; pkg-config cannot be pointed there when cross
# compiling. OVERREAD_OPENJPEG is the install folder.
set(OPENJPEG_FOUND TRUE)
set(OpenJPEG_FOUND TRUE)
set(OPENJPEG_INCLUDE_DIRS "${OVERREAD_OPENJPEG}/include/openjpeg-2.5")
set(OPENJPEG_LIBRARIES "${OVERREAD_OPENJPEG}/lib/libopenjp2.a")
set(OPENJPEG_VERSION "2.5.4")
set(OPENJPEG_MAJOR_VERSION 2)
set(OPENJPEG_VERSION_MAJOR 2)
