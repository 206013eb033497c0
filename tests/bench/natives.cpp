// natives FILE ROUNDS OUT: the first frame of FILE by the GDCM and the DCMTK that Debian has,
// natively. Prints "<library> <version> <milliseconds>", the median of the rounds' medians, and
// writes the pixels to OUT.<library>; a library that cannot decode the file is left out.
#include <dcmtk/config/osconfig.h>
// DCMTK wants its configuration first.
#include <dcmtk/dcmdata/dcistrmb.h>
#include <dcmtk/dcmdata/dcrledrg.h>
#include <dcmtk/dcmdata/dctk.h>
#include <dcmtk/dcmjpeg/djdecode.h>
#include <dcmtk/dcmjpls/djdecode.h>
#include <gdcmImageReader.h>
#include <gdcmVersion.h>
#include <sched.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Pixels = std::vector<char>;
using Decoder = std::function<bool(Pixels&)>;

constexpr double kTurnMs = 60.0;
constexpr int kLeastRuns = 3;

bool by_gdcm(const std::string& file, Pixels& pixels) {
  std::istringstream in(file);
  gdcm::ImageReader reader;
  reader.SetStream(in);
  if (!reader.Read()) return false;
  const gdcm::Image& image = reader.GetImage();
  pixels.resize(image.GetBufferLength());
  return image.GetBuffer(pixels.data());
}

bool by_dcmtk(const std::string& file, Pixels& pixels) {
  DcmInputBufferStream in;
  in.setBuffer(file.data(), static_cast<offile_off_t>(file.size()));
  in.setEos();
  DcmFileFormat format;
  format.transferInit();
  if (format.read(in).bad()) return false;
  format.transferEnd();
  DcmDataset& dataset = *format.getDataset();
  if (dataset.chooseRepresentation(EXS_LittleEndianExplicit, nullptr).bad()) return false;
  DcmElement* element = nullptr;
  if (dataset.findAndGetElement(DCM_PixelData, element).bad()) return false;
  Uint32 size = 0;
  auto* data = dynamic_cast<DcmPixelData*>(element);
  if (data == nullptr || data->getUncompressedFrameSize(&dataset, size).bad()) return false;
  pixels.resize(size);
  Uint32 start = 0;
  OFString color;
  return data->getUncompressedFrame(&dataset, 0, start, pixels.data(), size, color).good();
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double once(const Decoder& decode) {
  Pixels pixels;
  const auto begin = std::chrono::steady_clock::now();
  decode(pixels);
  const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - begin;
  return taken.count();
}

void measure(const char* name, const char* version, const Decoder& decode, int rounds,
             const std::string& out) {
  Pixels pixels;
  try {
    if (!decode(pixels)) return;
  } catch (const std::exception&) {
    return;
  }
  std::ofstream(out + "." + name, std::ios::binary)
      .write(pixels.data(), static_cast<std::streamsize>(pixels.size()));
  const int runs =
      std::max(kLeastRuns, static_cast<int>(kTurnMs / std::max(once(decode), 0.01)) + 1);
  std::vector<double> medians;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> times;
    for (int run = 0; run < runs; ++run) times.push_back(once(decode));
    medians.push_back(median(times));
  }
  std::printf("%s %s %.4f\n", name, version, median(medians));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: natives FILE ROUNDS OUT\n", stderr);
    return 2;
  }
  std::ifstream in(argv[1], std::ios::binary);
  const std::string file{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const int rounds = std::max(1, std::atoi(argv[2]));
  // GDCM decodes JPEG 2000 with as many threads as there are cores.
  cpu_set_t one_core;
  CPU_ZERO(&one_core);
  CPU_SET(0, &one_core);
  sched_setaffinity(0, sizeof one_core, &one_core);
  gdcm::Trace::WarningOff();
  gdcm::Trace::ErrorOff();
  OFLog::configure(OFLogger::OFF_LOG_LEVEL);
  DJDecoderRegistration::registerCodecs();
  DJLSDecoderRegistration::registerCodecs();
  DcmRLEDecoderRegistration::registerCodecs();
  measure(
      "gdcm", gdcm::Version::GetVersion(), [&](Pixels& p) { return by_gdcm(file, p); }, rounds,
      argv[3]);
  measure(
      "dcmtk", OFFIS_DCMTK_VERSION_STRING, [&](Pixels& p) { return by_dcmtk(file, p); }, rounds,
      argv[3]);
}
