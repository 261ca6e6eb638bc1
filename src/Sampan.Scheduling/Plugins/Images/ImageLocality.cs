using Sampan.Scheduling.Framework;
using Sampan.Scheduling.Objects;
using Sampan.Scheduling.Snapshots;

namespace Sampan.Scheduling.Plugins.Images;

/// <summary>
/// Likes nodes that have the pod's images already: by size, and the more the more nodes have the image, so that pods
/// are not drawn to one node.
/// </summary>
internal sealed class ImageLocality : IScorePlugin
{
    private const long Mebibyte = 1024 * 1024;
    private const long Least = 23 * Mebibyte;
    private const long GreatestPerContainer = 1000 * Mebibyte;

    public string Name => PluginNames.ImageLocality;

    public INodeScorer PreScore(PodInfo pod, ClusterSnapshot snapshot, ReadOnlySpan<NodeInfo> nodes) => new Locality(pod, snapshot);

    private sealed class Locality(PodInfo pod, ClusterSnapshot snapshot) : INodeScorer
    {
        public long Score(NodeInfo node)
        {
            if (node.Node.Images.IsEmpty)
            {
                return 0;
            }

            long sum = 0;
            foreach (var image in pod.Images)
            {
                sum += ScoreOf(image, node);
            }

            var greatest = GreatestPerContainer * pod.ImageContainers;
            return Scores.Maximum * (Math.Clamp(sum, Least, Math.Max(Least, greatest)) - Least) / (greatest - Least);
        }

        private long ScoreOf(string name, NodeInfo node)
        {
            foreach (var image in node.Node.Images)
            {
                if (image.Name == name)
                {
                    return (long)(image.SizeInBytes * ((double)snapshot.Images.NodesWith(name) / snapshot.Nodes.Count));
                }
            }

            return 0;
        }
    }
}
