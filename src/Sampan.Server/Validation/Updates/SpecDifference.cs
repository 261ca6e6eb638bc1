using System.Text;
using System.Text.Json.Nodes;
using Sampan.Kubernetes.Objects;

namespace Sampan.Server.Validation.Updates;

/// <summary>What an update has changed in a spec that is fixed, one member a line, for the error that refuses it.</summary>
internal static class SpecDifference
{
    /// <summary>Lines of <c>- old</c> and <c>+ new</c>.</summary>
    public static string Of(JsonObject now, JsonObject then)
    {
        var lines = new List<string>();
        foreach (var name in then.Select(member => member.Key).Union(now.Select(member => member.Key)))
        {
            if (JsonNode.DeepEquals(now[name], then[name]))
            {
                continue;
            }

            Add(lines, '-', name, then[name]);
            Add(lines, '+', name, now[name]);
        }

        return string.Join('\n', lines) + "\n";
    }

    private static void Add(List<string> lines, char sign, string name, JsonNode? value)
    {
        if (value is not null)
        {
            lines.Add($"{sign} {name}: {Encoding.UTF8.GetString(value.ToUtf8Bytes())}");
        }
    }
}
