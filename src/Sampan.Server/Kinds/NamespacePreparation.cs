using System.Text.Json.Nodes;
using Sampan.Server.Registry;

namespace Sampan.Server.Kinds;

/// <summary>core/v1 Namespace: active from the start, labelled with its own name, kept until its content is gone.</summary>
internal static class NamespacePreparation
{
    public static void OnCreate(JsonObject draft)
    {
        Label(draft);
        var spec = draft.Child("spec");
        spec.SetTexts("finalizers", [.. spec.Texts("finalizers").Append("kubernetes").Distinct()]);
        draft["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public static void Label(JsonObject draft) => draft.Metadata().Child("labels")["kubernetes.io/metadata.name"] = draft.Metadata().Text("name");
}
