using System.Text;
using Sampan.Charts.Downloads;
using Sampan.Charts.Metadata;
using Sampan.Charts.Text;
using Sampan.Charts.Values;

namespace Sampan.Charts.Resolving;

/// <summary>Writes Chart.lock, or requirements.lock of the old format.</summary>
internal static class LockFile
{
    /// <summary>Writes it into a chart's folder; a link in its place is refused. Throws <see cref="ChartException"/>.</summary>
    public static void Write(string chartFolder, ChartLock content, bool isOldFormat)
    {
        var name = isOldFormat ? "requirements.lock" : "Chart.lock";
        var path = Path.Combine(chartFolder, name);
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new ChartException($"the {name} file is a symlink to {GoText.Quote(target)}", "replace the link with a file");
        }

        var map = ValueTrees.NewMap();
        map["generated"] = content.Generated;
        map["digest"] = content.Digest;
        map["dependencies"] = content.Dependencies.Select(MetadataValues.Of).ToList<object?>();
        AtomicFile.Write(path, Encoding.UTF8.GetBytes(YamlData.Write(map)));
    }
}
