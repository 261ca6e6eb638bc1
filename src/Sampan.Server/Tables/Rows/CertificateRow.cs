using System.Text.Json;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Tables.Rows;

/// <summary>certificates.k8s.io/v1 CertificateSigningRequest.</summary>
internal static class CertificateRow
{
    public static IReadOnlyList<JsonNode?> Of(JsonElement root, DateTimeOffset now)
    {
        var (spec, status) = (root.Spec(), root.Status());
        var seconds = spec.Integer("expirationSeconds");
        return [
            root.Name(),
            HumanDuration.Age(root, now),
            RowReading.OrNone(spec.String("signerName")),
            spec.StringOrEmpty("username"),
            seconds is null ? RowReading.None : HumanDuration.Of(TimeSpan.FromSeconds(seconds.Value)),
            State(status),
        ];
    }

    private static string State(JsonElement status)
    {
        var state = status.Condition("Denied") is not null ? "Denied" : status.Condition("Approved") is not null ? "Approved" : "Pending";
        if (status.Condition("Failed") is not null)
        {
            state += ",Failed";
        }

        return string.IsNullOrEmpty(status.String("certificate")) ? state : state + ",Issued";
    }
}
