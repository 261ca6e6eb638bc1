using System.Text.Json.Nodes;
using Sampan.Server.Authentication;
using Sampan.Server.Discovery;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>certificates.k8s.io/v1 CertificateSigningRequest: records who asks.</summary>
internal static class CertificateRequestPreparation
{
    /// <summary>Sets the times of conditions that a writer has left out.</summary>
    public static void TimeConditions(JsonObject draft, JsonObject before, string now)
    {
        foreach (var condition in (draft.Object("status").Array("conditions") ?? []).OfType<JsonObject>())
        {
            if (condition["lastUpdateTime"] is null)
            {
                condition["lastUpdateTime"] = now;
            }

            if (condition["lastTransitionTime"] is not null)
            {
                continue;
            }

            var old = (before.Object("status").Array("conditions") ?? []).OfType<JsonObject>().FirstOrDefault(other => other.Text("type") == condition.Text("type"));
            condition["lastTransitionTime"] = old is not null && old.Text("status") == condition.Text("status") ? old["lastTransitionTime"]?.DeepClone() ?? now : now;
        }
    }

    public static void OnCreate(JsonObject draft, UserInfo user)
    {
        var spec = draft.Child("spec");
        spec["username"] = user.Name;
        spec.SetTexts("groups", [.. user.Groups]);
        spec.Remove("uid");
        spec.Remove("extra");
        if (user.Uid.Length > 0)
        {
            spec["uid"] = user.Uid;
        }

        foreach (var (key, values) in user.Extra)
        {
            spec.Child("extra")[key] = DiscoveryDocuments.Strings(values);
        }
    }
}
