using System.Text.Json.Nodes;
using Sampan.Server.Authentication;
using Sampan.Server.Discovery;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>certificates.k8s.io/v1 CertificateSigningRequest: records who asks.</summary>
internal static class CertificateRequestPreparation
{
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
