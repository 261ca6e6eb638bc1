using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Admission.Matching;
using Sampan.Server.Cel;

namespace Sampan.Server.Admission.Policies;

/// <summary>A MutatingAdmissionPolicy with everything compiled.</summary>
internal sealed record MutatingPolicy
{
    public required string Name { get; init; }

    public required JsonElement Spec { get; init; }

    public required MatchCriteria Criteria { get; init; }

    public required MatchConditions Conditions { get; init; }

    public required IReadOnlyDictionary<string, CelProgram> Variables { get; init; }

    /// <summary>The mutations in order: expressions that make a JSON patch, or an object to apply.</summary>
    public required IReadOnlyList<(CelProgram Program, bool IsPatch)> Mutations { get; init; }

    /// <summary>Whether it wants to see what others have made of the object after it.</summary>
    public bool IsReinvoked { get; init; }

    /// <summary>Whether a write is let pass where the policy cannot be evaluated.</summary>
    public bool IgnoresFailures { get; init; }

    public static MutatingPolicy Compile(KubernetesObject policy)
    {
        var spec = policy.Root.Member("spec") ?? default;
        var hasParameters = spec.Member("paramKind") is not null;
        var compiler = new PolicyCompiler(hasParameters, isMutating: true);
        foreach (var variable in spec.Items("variables"))
        {
            compiler.AddVariable(variable.StringOrEmpty("name"), variable.StringOrEmpty("expression"));
        }

        List<(CelProgram, bool)> mutations = [];
        foreach (var mutation in spec.Items("mutations"))
        {
            var isPatch = mutation.StringOrEmpty("patchType") == "JSONPatch";
            if (compiler.Compile((mutation.Member(isPatch ? "jsonPatch" : "applyConfiguration") ?? default).StringOrEmpty("expression")).Program is { } program)
            {
                mutations.Add((program, isPatch));
            }
        }

        return new MutatingPolicy
        {
            Name = policy.Metadata.Name,
            Spec = spec,
            Criteria = MatchCriteria.OfPolicy(spec.Member("matchConstraints") ?? default),
            Conditions = MatchConditions.Of(spec, AdmissionEnvironment.Of(hasParameters, hasAuthorizer: true)),
            Variables = compiler.Variables,
            Mutations = mutations,
            IsReinvoked = spec.StringOrEmpty("reinvocationPolicy") == "IfNeeded",
            IgnoresFailures = spec.StringOrEmpty("failurePolicy") == "Ignore",
        };
    }
}
