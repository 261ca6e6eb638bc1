using Sampan.Charts.Testing.Assertions.Checks;

namespace Sampan.Charts.Testing.Assertions;

/// <summary>A type of assertions: the check that it makes, or of which it is the antonym.</summary>
internal sealed record AssertionType(Func<CheckParameters, IManifestCheck> Create, bool IsAntonym = false, bool ExpectsSuccess = true);
