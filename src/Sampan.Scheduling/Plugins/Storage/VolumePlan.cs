using System.Collections.Immutable;
using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Storage;

namespace Sampan.Scheduling.Plugins.Storage;

/// <summary>What becomes of a pod's unbound claims on a node.</summary>
/// <param name="Refusal">Why they cannot be served there, or null.</param>
/// <param name="Bindings">The claims that get an existing volume.</param>
/// <param name="Provisions">The claims that a volume is to be made for.</param>
internal sealed record VolumePlan(
    Verdict? Refusal,
    ImmutableArray<(VolumeClaim Claim, Volume Volume)> Bindings,
    ImmutableArray<VolumeClaim> Provisions)
{
    public static readonly VolumePlan Nothing = new(null, [], []);

    public static VolumePlan Refused(Verdict verdict) => new(verdict, [], []);
}
