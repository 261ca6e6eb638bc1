using System.Text.Json.Nodes;

namespace Sampan.Server.Defaulting;

/// <summary>core/v1 Volume.</summary>
internal static class VolumeDefaults
{
    private const int OwnerWritesAllRead = 420;

    public static void Apply(JsonObject volume)
    {
        if (volume.All(member => member.Key == "name" || member.Value is null))
        {
            volume["emptyDir"] = new JsonObject();
        }

        foreach (var source in (ReadOnlySpan<string>)["secret", "configMap", "downwardAPI", "projected"])
        {
            volume.At(source)?.Default("defaultMode", OwnerWritesAllRead);
        }

        ApplyToDownwardItems(volume["downwardAPI"] as JsonObject);
        foreach (var source in volume.At("projected").Each("sources"))
        {
            source.At("serviceAccountToken")?.Default("expirationSeconds", 3600);
            ApplyToDownwardItems(source["downwardAPI"] as JsonObject);
        }

        volume.At("hostPath")?.Default("type", "");
        volume.At("azureDisk")?.Default("readOnly", false);
        volume.At("ephemeral", "volumeClaimTemplate", "spec")?.Default("volumeMode", "Filesystem");
        if (volume["image"] is JsonObject image)
        {
            image.DefaultText("pullPolicy", ImageReference.IsLatest(image.TextOf("reference")) ? "Always" : "IfNotPresent");
        }
    }

    private static void ApplyToDownwardItems(JsonObject? downward)
    {
        foreach (var item in downward.Each("items"))
        {
            item.At("fieldRef")?.DefaultText("apiVersion", "v1");
        }
    }
}
