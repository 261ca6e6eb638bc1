using System.Text.Json;
using Sampan.Kubernetes.Objects;

namespace Sampan.Scheduling.Objects;

/// <summary>core/v1 PreferredSchedulingTerm: what matching a term is worth.</summary>
internal sealed record PreferredNodeTerm(NodeSelectorTerm Term, long Weight)
{
    public static PreferredNodeTerm Of(JsonElement preferred) =>
        new(NodeSelectorTerm.Of(preferred.Member("preference") ?? default), preferred.Integer("weight") ?? 0);
}
