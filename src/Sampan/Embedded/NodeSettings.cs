using System.Text.Json;
using Sampan.Controllers.Nodes;
using Sampan.Errors;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Embedded;

/// <summary>The simulated nodes of a member: a number of the default shape, or what a file of shapes says.</summary>
internal static class NodeSettings
{
    /// <exception cref="UserException">The file cannot be read or is malformed.</exception>
    public static IReadOnlyList<NodeGroup> Of(string? shapesFile, int count)
    {
        if (shapesFile is null)
        {
            return [new NodeGroup("node", count, NodeShape.Default)];
        }

        try
        {
            return NodeGroupReader.Read(JsonElement.Parse(YamlToJson.Convert(File.ReadAllText(shapesFile))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or YamlSyntaxException or InvalidDataException)
        {
            throw new UserException($"node shapes {shapesFile}: {exception.Message}", exception);
        }
    }
}
