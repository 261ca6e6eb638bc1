using System.Text;
using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 Secret: <c>stringData</c> is a way of writing, not a field that is kept.</summary>
internal static class SecretPreparation
{
    public static void MergeStringData(JsonObject draft)
    {
        if (draft.Object("stringData") is not { } plain)
        {
            return;
        }

        draft.Remove("stringData");
        foreach (var (key, value) in plain)
        {
            draft.Child("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value?.GetValue<string>() ?? ""));
        }
    }
}
