using System.Collections.Frozen;

namespace Sampan.Scheduling.Snapshots;

/// <summary>On how many nodes each container image is.</summary>
internal sealed class ImageSpread
{
    public static readonly ImageSpread None = new([]);

    private readonly FrozenDictionary<string, int> _nodesByImage;

    public ImageSpread(IEnumerable<NodeInfo> nodes) =>
        _nodesByImage = nodes
            .SelectMany(node => node.Node.Images.Select(image => image.Name).Distinct(StringComparer.Ordinal))
            .CountBy(name => name, StringComparer.Ordinal)
            .ToFrozenDictionary(StringComparer.Ordinal);

    public bool IsEmpty => _nodesByImage.Count == 0;

    public int NodesWith(string image) => _nodesByImage.GetValueOrDefault(image);
}
