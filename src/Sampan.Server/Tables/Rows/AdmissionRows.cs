using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>admissionregistration.k8s.io/v1.</summary>
internal static class AdmissionRows
{
    private const string Unset = "<unset>";

    public static IReadOnlyList<JsonNode?> Webhooks(JsonElement root, DateTimeOffset now) =>
        [root.Name(), root.Count("webhooks"), HumanDuration.Age(root, now)];

    public static IReadOnlyList<JsonNode?> Policy(JsonElement root, DateTimeOffset now)
    {
        var spec = root.Spec();
        var parameters = spec.Member("paramKind") is { } kind ? $"{kind.StringOrEmpty("apiVersion")}/{kind.StringOrEmpty("kind")}" : Unset;
        return [root.Name(), spec.Count("validations") + spec.Count("mutations"), parameters, HumanDuration.Age(root, now)];
    }

    public static IReadOnlyList<JsonNode?> Binding(JsonElement root, DateTimeOffset now)
    {
        var parameters = Unset;
        if (root.Spec().Member("paramRef") is { } reference)
        {
            var name = reference.String("name") ?? "*";
            parameters = reference.String("namespace") is { Length: > 0 } ns ? $"{ns}/{name}" : name;
        }

        return [root.Name(), root.Spec().StringOrEmpty("policyName"), parameters, HumanDuration.Age(root, now)];
    }
}
