using Sampan.Server.Cel;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Libraries;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Admission.Expressions;

/// <summary>What expressions of admission policies and match conditions may use (apiserver/pkg/admission/plugin/cel/compile.go).</summary>
internal static class AdmissionEnvironment
{
    /// <summary>The type of the composed variables.</summary>
    public const string VariablesType = "kubernetes.variables";

    /// <summary>An operation of a JSON patch.</summary>
    public static readonly CelType JsonPatch = CelType.Object(
        "JSONPatch",
        new Dictionary<string, CelType> { ["op"] = CelType.String, ["path"] = CelType.String, ["from"] = CelType.String, ["value"] = CelType.Dyn });

    private static readonly Overload EscapeKey = Overload.Of(
        "jsonpatch.escapeKey",
        "string_jsonpatch_escapeKey_string",
        [CelType.String],
        CelType.String,
        a => new StringValue(((StringValue)a[0]).Value.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));

    private static readonly CelEnvironment Plain = CelEnvironment.Kubernetes
        .With(AdmissionVariables.Object, CelType.Dyn)
        .With(AdmissionVariables.OldObject, CelType.Dyn)
        .With(AdmissionVariables.Request, AdmissionDeclarations.Request.Type)
        .With(AdmissionVariables.Namespace, AdmissionDeclarations.Namespace.Type);

    /// <summary>The environment of one expression.</summary>
    /// <param name="hasParameters">Whether the policy has parameters.</param>
    /// <param name="hasAuthorizer">Whether it may ask for rights; messages may not.</param>
    public static CelEnvironment Of(bool hasParameters, bool hasAuthorizer)
    {
        var environment = hasParameters ? Plain.With(AdmissionVariables.Parameters, CelType.Dyn) : Plain;
        return hasAuthorizer
            ? environment.With(AdmissionVariables.Authorizer, OpaqueTypes.Authorizer).With(AdmissionVariables.RequestResource, OpaqueTypes.ResourceCheck)
            : environment;
    }

    /// <summary>The environment with the types that mutations are written in.</summary>
    public static CelEnvironment WithMutations(this CelEnvironment environment) => environment with
    {
        ObjectTypes = name => name == "JSONPatch" ? JsonPatch : name == "Object" || name.StartsWith("Object.", StringComparison.Ordinal) ? CelType.OpenObject(name) : null,
        Functions = new Dictionary<string, Overload[]>(environment.Functions) { [EscapeKey.Function] = [EscapeKey] },
    };
}
