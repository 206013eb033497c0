#pragma once

#include "core/findings/result.hpp"

/// Codes of the templates, each found in PS3.16's context groups and templates.
namespace overread::sr_concepts {

inline const Concept kImagingMeasurementReport{"DCM", "126000", "Imaging Measurement Report"};
inline const Concept kLanguage{"DCM", "121049", "Language of Content Item and Descendants"};
inline const Concept kObserverType{"DCM", "121005", "Observer Type"};
inline const Concept kPerson{"DCM", "121006", "Person"};
inline const Concept kDevice{"DCM", "121007", "Device"};
inline const Concept kPersonObserverName{"DCM", "121008", "Person Observer Name"};
inline const Concept kDeviceObserverUid{"DCM", "121012", "Device Observer UID"};
inline const Concept kDeviceObserverName{"DCM", "121013", "Device Observer Name"};
inline const Concept kDeviceObserverManufacturer{"DCM", "121014", "Device Observer Manufacturer"};
inline const Concept kDeviceObserverModelName{"DCM", "121015", "Device Observer Model Name"};
inline const Concept kProcedureReported{"DCM", "121058", "Procedure reported"};
inline const Concept kImageLibrary{"DCM", "111028", "Image Library"};
inline const Concept kImageLibraryGroup{"DCM", "126200", "Image Library Group"};
inline const Concept kModality{"DCM", "121139", "Modality"};
inline const Concept kImagingMeasurements{"DCM", "126010", "Imaging Measurements"};
inline const Concept kMeasurementGroup{"DCM", "125007", "Measurement Group"};
inline const Concept kTrackingIdentifier{"DCM", "112039", "Tracking Identifier"};
inline const Concept kTrackingUid{"DCM", "112040", "Tracking Unique Identifier"};
inline const Concept kFinding{"DCM", "121071", "Finding"};
inline const Concept kFindingSite{"SCT", "363698007", "Finding Site"};
inline const Concept kLaterality{"SCT", "272741003", "Laterality"};
inline const Concept kImageRegion{"DCM", "111030", "Image Region"};
inline const Concept kReferencedSegment{"DCM", "121191", "Referenced Segment"};
inline const Concept kSourceSeriesForSegmentation{"DCM", "121232",
                                                  "Source series for segmentation"};
inline const Concept kSourceOfMeasurement{"DCM", "121112", "Source of Measurement"};
inline const Concept kCertaintyOfFinding{"DCM", "111012", "Certainty of Finding"};
inline const Concept kAlgorithmName{"DCM", "111001", "Algorithm Name"};
inline const Concept kAlgorithmVersion{"DCM", "111003", "Algorithm Version"};
inline const Concept kAlgorithmParameters{"DCM", "111002", "Algorithm Parameters"};
inline const Concept kComment{"DCM", "121106", "Comment"};
inline const Concept kConclusions{"DCM", "121076", "Conclusions"};
inline const Concept kConclusion{"DCM", "121077", "Conclusion"};
inline const Concept kSegmentation{"DCM", "113076", "Segmentation"};
inline const Concept kSourceImageForProcessing{"DCM", "121322",
                                               "Source image for image processing operation"};

// Our own: what the reader decided about a service's finding.
inline const Concept kReaderDecision{"99OVERREAD", "reader-decision", "Reader's decision"};

}  // namespace overread::sr_concepts
