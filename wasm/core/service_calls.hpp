#pragma once

#include "core/base/result.hpp"
#include "wasm/core/call.hpp"

/// Services: packages checked, runs begun and finished. The network itself runs in between, in
/// JavaScript.
namespace overread::calls {

/// {package: text of service.json} → {id, version, backend, files, accepts, evidence, name}.
Result<void> check_service(Call& call);
/// {package, name, size, sha256} → {}; kNotFound, kIntegrity.
Result<void> verify_service_file(Call& call);
/// {package} + instances of one series → {result, mask?} + [mask values?], or the network's inputs
/// {run, tensors: [{name, shape}]} + their values. `run` lives until finish_service, or until
/// drop_service.
Result<void> begin_service(Call& call);
/// {run, tensors: [{name, shape}]} + values → {result, mask?} + [mask values?].
Result<void> finish_service(Call& call);
/// {run} → {}. Of a run that will not be finished.
Result<void> drop_service(Call& call);

}  // namespace overread::calls
