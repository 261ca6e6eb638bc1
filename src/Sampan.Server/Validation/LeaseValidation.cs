using System.Text.Json.Nodes;
using Sampan.Kubernetes.Selectors;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation;

/// <summary>coordination.k8s.io Lease.</summary>
internal static class LeaseValidation
{
    public static void Validate(JsonObject lease, FieldErrors errors)
    {
        var spec = lease.At("spec") ?? [];
        if (FieldErrors.Number(spec, "leaseDurationSeconds") is { } seconds and <= 0)
        {
            errors.Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        }

        errors.NonNegative(spec, "leaseTransitions", "spec");
        var strategy = spec.TextOf("strategy");
        if (spec["strategy"] is not null)
        {
            ValidateStrategy(strategy, "spec.strategy.strategy", errors);
        }

        if (spec.TextOf("preferredHolder").Length > 0 && strategy.Length == 0)
        {
            errors.Forbidden("spec.preferredHolder", "may only be specified if `strategy` is defined");
        }
    }

    // A name without a domain is Kubernetes' own.
    private static void ValidateStrategy(string strategy, string path, FieldErrors errors)
    {
        if (strategy.Contains('/', StringComparison.Ordinal))
        {
            errors.Invalid(path, strategy, LabelSyntax.KeyErrors(strategy));
        }
        else if (strategy != "OldestEmulationVersion")
        {
            errors.NotSupported(path, strategy, "OldestEmulationVersion");
        }
    }
}
