using System.Text.Json;
using Sampan.Kubernetes.Objects;
using Sampan.Server.Admission.Expressions;
using Sampan.Server.Admission.Matching;
using Sampan.Server.Cel;

namespace Sampan.Server.Admission.Policies;

/// <summary>A ValidatingAdmissionPolicy with everything compiled.</summary>
internal sealed record ValidatingPolicy
{
    public required string Name { get; init; }

    public required JsonElement Spec { get; init; }

    public required MatchCriteria Criteria { get; init; }

    public required MatchConditions Conditions { get; init; }

    public required IReadOnlyDictionary<string, CelProgram> Variables { get; init; }

    public required IReadOnlyList<PolicyValidation> Validations { get; init; }

    /// <summary>Keys and values of what is added to the audit log.</summary>
    public required IReadOnlyList<(string Key, CelProgram Value)> AuditAnnotations { get; init; }

    /// <summary>Whether a write is let pass where the policy cannot be evaluated.</summary>
    public bool IgnoresFailures { get; init; }

    public static ValidatingPolicy Compile(KubernetesObject policy)
    {
        var spec = policy.Root.Member("spec") ?? default;
        var hasParameters = spec.Member("paramKind") is not null;
        var compiler = new PolicyCompiler(hasParameters);
        foreach (var variable in spec.Items("variables"))
        {
            compiler.AddVariable(variable.StringOrEmpty("name"), variable.StringOrEmpty("expression"));
        }

        return new ValidatingPolicy
        {
            Name = policy.Metadata.Name,
            Spec = spec,
            Criteria = MatchCriteria.OfPolicy(spec.Member("matchConstraints") ?? default),
            Conditions = MatchConditions.Of(spec, AdmissionEnvironment.Of(hasParameters, hasAuthorizer: true)),
            Variables = compiler.Variables,
            Validations = [.. spec.Items("validations").Select(validation => PolicyValidation.Of(validation, compiler))],
            AuditAnnotations = [.. from annotation in spec.Items("auditAnnotations")
                let program = compiler.Compile(annotation.StringOrEmpty("valueExpression")).Program
                where program is not null
                select ($"{policy.Metadata.Name}/{annotation.StringOrEmpty("key")}", program)],
            IgnoresFailures = spec.StringOrEmpty("failurePolicy") == "Ignore",
        };
    }
}

/// <summary>One validation of a policy.</summary>
/// <param name="Program">The compiled expression, or null if it does not compile.</param>
/// <param name="Errors">What does not compile.</param>
/// <param name="Message">The text of the refusal, perhaps empty.</param>
/// <param name="MessageProgram">The expression that makes one, or null.</param>
/// <param name="Expression">The expression as it is written.</param>
/// <param name="Reason">The reason of the refusal, empty for <c>Invalid</c>.</param>
internal sealed record PolicyValidation(CelProgram? Program, string Errors, string Message, CelProgram? MessageProgram, string Expression, string Reason)
{
    public static PolicyValidation Of(JsonElement validation, PolicyCompiler compiler)
    {
        var expression = validation.StringOrEmpty("expression");
        var message = validation.StringOrEmpty("messageExpression");
        var (program, errors) = compiler.Compile(expression);
        return new PolicyValidation(
            program,
            errors,
            validation.StringOrEmpty("message"),
            message.Trim().Length == 0 ? null : compiler.Compile(message, hasAuthorizer: false).Program,
            expression,
            validation.StringOrEmpty("reason"));
    }
}
