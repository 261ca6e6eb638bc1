using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Workloads;

/// <summary>apps/v1 ReplicaSet.</summary>
internal static class ReplicaSetValidation
{
    public static void Validate(JsonObject set, FieldErrors errors)
    {
        var spec = set.At("spec") ?? [];
        errors.NonNegative(spec, "replicas", "spec");
        errors.NonNegative(spec, "minReadySeconds", "spec");
        WorkloadTemplate.ValidateReplicated(spec, errors);
    }
}
