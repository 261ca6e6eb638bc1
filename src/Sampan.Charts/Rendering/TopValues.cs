using Sampan.Charts.Values;

namespace Sampan.Charts.Rendering;

/// <summary>What all templates of a release share: <c>.Release</c>, <c>.Capabilities</c>, and the root chart's <c>.Values</c>.</summary>
internal static class TopValues
{
    public static Dictionary<string, object?> Of(ReleaseIdentity release, Capabilities capabilities, Dictionary<string, object?> values)
    {
        var top = ValueTrees.NewMap();
        top["Release"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["Name"] = release.Name,
            ["Namespace"] = release.Namespace,
            ["IsUpgrade"] = release.IsUpgrade,
            ["IsInstall"] = release.IsInstall,
            ["Revision"] = (nint)release.Revision,
            ["Service"] = "Helm",
        };
        top["Capabilities"] = new CapabilitiesObject(capabilities);
        top["Values"] = new ChartValues(values);
        return top;
    }
}
