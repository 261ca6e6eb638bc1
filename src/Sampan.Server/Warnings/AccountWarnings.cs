using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Warnings;

/// <summary>ServiceAccounts.</summary>
internal static class AccountWarnings
{
    private const string MountableSecrets = "kubernetes.io/enforce-mountable-secrets";

    public static void Of(JsonObject account, JsonObject? before, List<string> warnings)
    {
        if (Has(account) && !Has(before))
        {
            warnings.Add($"metadata.annotations[{MountableSecrets}]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets");
        }
    }

    private static bool Has(JsonObject? account) => account.At("metadata", "annotations")?.ContainsKey(MountableSecrets) == true;
}
