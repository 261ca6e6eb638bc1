using System.Globalization;
using Sampan.Charts.Values.Origins;

namespace Sampan.Reports;

/// <summary>Layers of values in words, and where values are written.</summary>
internal static class ValueLayerText
{
    /// <summary>What kind of layer it is.</summary>
    public static string Of(ValueLayer layer) => layer.Role.Length > 0 ? layer.Role : layer.Kind switch
    {
        ValueLayerKind.SubchartDefault => "subchart default",
        ValueLayerKind.Imported => "imported from a subchart",
        ValueLayerKind.ChartDefault => "chart default",
        ValueLayerKind.Inline => "values of the release",
        ValueLayerKind.Set => "set",
        ValueLayerKind.Template => "values template",
        _ => "values file",
    };

    /// <summary>Where an origin is written, as editors take it: <c>file:line:column</c>; files below the working folder relative to it.</summary>
    public static string Place(ValueOrigin origin)
    {
        var source = Source(origin.Layer);
        return origin.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $"{source}:{position.Line}:{position.Column}") : source;
    }

    /// <summary>Where a layer comes from.</summary>
    public static string Source(ValueLayer layer)
    {
        if (layer.Kind == ValueLayerKind.Set)
        {
            return layer.Source;
        }

        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), Path.GetFullPath(layer.Source));
        return relative.StartsWith("..", StringComparison.Ordinal) ? layer.Source : relative;
    }
}
