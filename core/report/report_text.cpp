#include "core/report/report_text.hpp"

#include <algorithm>
#include <format>

#include "core/findings/measured_text.hpp"
#include "core/findings/reason_text.hpp"
#include "core/report/report_words.hpp"

namespace overread {
namespace {

constexpr std::size_t kShownHashDigits = 12;

/// One statement made of parts with ", " between them.
class Line {
 public:
  explicit Line(std::string head) : text_(std::move(head)) {}
  void add(std::string_view part) {
    if (part.empty()) return;
    if (!text_.empty() && !text_.ends_with(": ")) text_ += ", ";
    text_ += part;
  }
  std::string take() && { return std::move(text_); }

 private:
  std::string text_;
};

std::string person_text(std::string_view person_name) {
  std::string text(person_name.substr(0, person_name.find('=')));
  std::ranges::replace(text, '^', ' ');
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

/// "2026-01-31" from DICOM's "20260131"; anything else as it is.
std::string date_text(const std::string& date) {
  if (date.size() != 8) return date;
  return date.substr(0, 4) + "-" + date.substr(4, 2) + "-" + date.substr(6, 2);
}

std::string value_text(const Measurement& measurement, Language language) {
  return measured_text(measurement.value, measurement.unit, language);
}

std::string measurement_line(const Measurement& measurement, Language language) {
  Line line(term(measurement.concept_name.meaning, language) + " " +
            value_text(measurement, language));
  line.add(place_text(measurement.site, measurement.laterality, language));
  if (!measurement.method.empty()) {
    line.add(std::string(word(ReportWord::kMethod, language)) + ": " +
             method_text(measurement.method, language));
  }
  return std::move(line).take();
}

std::string grade_line(const Grade& grade, Language language) {
  std::string text = std::string(word(ReportWord::kGrade, language)) + " " +
                     term(grade.scheme, language) + ": " + term(grade.value, language);
  if (grade.borderline) text.append(", ").append(word(ReportWord::kGradeBorderline, language));
  return text;
}

ReportWord state_word(FindingState state) {
  if (state == FindingState::kAccepted) return ReportWord::kAccepted;
  if (state == FindingState::kEdited) return ReportWord::kEdited;
  return ReportWord::kNotRead;
}

std::string finding_title(const Finding& finding, Language language) {
  Line line(term(finding.concept_name.meaning, language));
  line.add(place_text(finding.site, finding.laterality, language));
  return std::move(line).take();
}

void append_finding(std::string& text, const ReportFinding& reported, std::size_t number,
                    Language language) {
  const Finding& finding = reported.finding;
  text += std::format("{}. {}\n", number, finding_title(finding, language));
  for (const Measurement& measurement : finding.measurements) {
    text += "   " + measurement_line(measurement, language) + "\n";
  }
  for (const Grade& grade : finding.grades) {
    text += "   " + grade_line(grade, language) + "\n";
  }
  Line source(std::format("{} {} {}", word(ReportWord::kProposedBy, language), reported.service.id,
                          reported.service.version));
  if (finding.probability) {
    source.add(std::format("{} {}", word(ReportWord::kProbability, language),
                           number_text(*finding.probability, 2, decimal_mark(language))));
  }
  source.add(word(state_word(reported.state), language));
  if (reported.state == FindingState::kEdited && reported.proposed) {
    for (const Measurement& before : reported.proposed->measurements) {
      source.add(std::format("{}: {} {}", word(ReportWord::kProposedValue, language),
                             term(before.concept_name.meaning, language),
                             value_text(before, language)));
    }
  }
  text += "   " + std::move(source).take() + "\n";
}

std::string series_line(const InstanceHeader& first, int image_count, Language language) {
  Line line(first.modality);
  const auto named = [&](ReportWord id, const std::string& value) {
    if (!value.empty()) line.add(std::string(word(id, language)) + " " + value);
  };
  named(ReportWord::kBodyPart, first.body_part_examined);
  named(ReportWord::kView, first.view_position);
  named(ReportWord::kSeries, first.series_description);
  line.add(std::format("{}: {}", word(ReportWord::kImages, language), image_count));
  const DecimalMark mark = decimal_mark(language);
  const auto millimeters = [&](double value) {
    return number_text(value, 2, mark) + "\u2009" + term("mm", language);
  };
  if (first.slice_thickness) {
    named(ReportWord::kSliceThickness, millimeters(*first.slice_thickness));
  }
  if (first.pixel_spacing) {
    named(ReportWord::kPixelSpacing, millimeters((*first.pixel_spacing)[0]));
  } else {
    line.add(word(ReportWord::kNoSpacing, language));
  }
  named(ReportWord::kKernel, first.convolution_kernel);
  if (first.kvp)
    line.add(number_text(*first.kvp, 0, mark) + "\u2009" +
             std::string(word(ReportWord::kKilovolts, language)));
  return std::move(line).take();
}

void append_technique(std::string& text, const ReportModel& model) {
  std::vector<std::pair<const InstanceHeader*, int>> series;
  for (const InstanceHeader& instance : model.instances) {
    const auto found = std::ranges::find_if(series, [&](const auto& each) {
      return each.first->series_instance_uid == instance.series_instance_uid;
    });
    if (found == series.end()) {
      series.emplace_back(&instance, instance.frame_count);
    } else {
      found->second += instance.frame_count;
    }
  }
  for (const auto& [first, count] : series) {
    text += series_line(*first, count, model.language) + "\n";
  }
}

void append_study(std::string& text, const ReportModel& model) {
  if (model.instances.empty()) return;
  const InstanceHeader& first = model.instances.front();
  const Language language = model.language;
  Line patient(std::string(word(ReportWord::kPatient, language)) + ": ");
  patient.add(person_text(first.patient_name));
  patient.add(first.patient_id);
  patient.add(date_text(first.patient_birth_date));
  patient.add(first.patient_sex);
  Line study(std::string(word(ReportWord::kStudy, language)) + ": ");
  study.add(date_text(first.study_date));
  study.add(first.study_description);
  study.add(first.accession_number);
  text += std::move(patient).take() + "\n" + std::move(study).take() + "\n";
  text += std::format("{}: {}\n", word(ReportWord::kStudyUid, language), first.study_instance_uid);
  const std::string reader = person_text(model.reader_name);
  text += std::format(
      "{}: {}\n", word(ReportWord::kReader, language),
      reader.empty() ? word(ReportWord::kReaderUnnamed, language) : std::string_view(reader));
}

void append_findings(std::string& text, const ReportModel& model) {
  const Language language = model.language;
  const std::vector<ReportFinding> findings = reported_findings(model);
  for (std::size_t i = 0; i < findings.size(); ++i) {
    append_finding(text, findings[i], i + 1, language);
  }
  bool measured = false;
  if (model.scope == ReportScope::kServiceOutput) {
    for (const ReportRun& run : model.runs) {
      for (const Measurement& measurement : run.measurements) {
        if (!measured) text += std::string(word(ReportWord::kServiceMeasured, language)) + ":\n";
        measured = true;
        text += "   " + measurement_line(measurement, language) + "\n";
      }
    }
  }
  if (findings.empty() && !measured) text += conclusion_lines(model).front() + "\n";
}

}  // namespace

namespace {

/// A service that refused has not said that there is nothing.
ReportWord why_nothing(const ReportModel& model) {
  if (model.scope != ReportScope::kServiceOutput) return ReportWord::kNothingAccepted;
  const bool any_read = std::ranges::any_of(model.runs, [](const ReportRun& run) {
    return run.status == ResultStatus::kFindings || run.status == ResultStatus::kNoFindings;
  });
  return any_read ? ReportWord::kNothingFound : ReportWord::kNothingRead;
}

}  // namespace

std::vector<std::string> conclusion_lines(const ReportModel& model) {
  const Language language = model.language;
  std::vector<std::string> lines;
  for (const ReportFinding& reported : reported_findings(model)) {
    Line line(finding_title(reported.finding, language));
    for (const Measurement& measurement : reported.finding.measurements) {
      line.add(term(measurement.concept_name.meaning, language) + " " +
               value_text(measurement, language));
    }
    for (const Grade& grade : reported.finding.grades) {
      std::string text = term(grade.scheme, language) + " " + term(grade.value, language);
      if (grade.borderline) {
        text.append(" (").append(word(ReportWord::kGradeBorderline, language)).append(")");
      }
      line.add(text);
    }
    lines.push_back(std::move(line).take() + ".");
  }
  if (lines.empty()) lines.emplace_back(word(why_nothing(model), language));
  return lines;
}

std::vector<std::string> disclosure_lines(const ReportModel& model) {
  const Language language = model.language;
  const DecimalMark mark = decimal_mark(language);
  std::vector<std::string> lines;
  for (const ReportRun& run : model.runs) {
    Line line(std::format("{}: {} {}", run.name.empty() ? run.service.id : run.name,
                          word(ReportWord::kServiceVersion, language), run.service.version));
    line.add(std::format("{}: {}", word(ReportWord::kEvidence, language),
                         term(run.service.evidence, language)));
    line.add(run.service.model_sha256.empty()
                 ? std::string(word(ReportWord::kModelNone, language))
                 : std::format("{} {}…", word(ReportWord::kModel, language),
                               run.service.model_sha256.substr(0, kShownHashDigits)));
    if (run.probability) {
      line.add(std::format("{} {}", word(ReportWord::kProbability, language),
                           number_text(*run.probability, 2, mark)));
    }
    if (run.threshold) {
      line.add(std::format("{} {}", word(ReportWord::kThreshold, language),
                           number_text(*run.threshold, 2, mark)));
    }
    line.add(std::format("{} {}\u2009{}", word(ReportWord::kRunTime, language),
                         number_text(run.duration_ms / 1000.0, 1, mark),
                         word(ReportWord::kSeconds, language)));
    if (run.status == ResultStatus::kRefused || run.status == ResultStatus::kFailed) {
      line.add(std::format(
          "{}: {}",
          word(run.status == ResultStatus::kRefused ? ReportWord::kRefused : ReportWord::kFailed,
               language),
          run.reason ? reason_text(*run.reason, language) : std::string()));
    } else if (run.reason) {
      line.add(std::format("{}: {}", word(ReportWord::kCaution, language),
                           reason_text(*run.reason, language)));
    }
    lines.push_back(std::move(line).take() + ".");
  }
  lines.emplace_back(word(ReportWord::kWarning, language));
  return lines;
}

std::string report_text(const ReportModel& model) {
  const auto heading = [&](ReportWord id) {
    return "\n" + std::string(word(id, model.language)) + "\n";
  };
  std::string text;
  append_study(text, model);
  text += heading(ReportWord::kTechnique);
  append_technique(text, model);
  text += heading(ReportWord::kFindings);
  append_findings(text, model);
  text += heading(ReportWord::kConclusion);
  for (const std::string& line : conclusion_lines(model)) text += line + "\n";
  text += heading(ReportWord::kDisclosure);
  for (const std::string& line : disclosure_lines(model)) text += line + "\n";
  return text;
}

}  // namespace overread
