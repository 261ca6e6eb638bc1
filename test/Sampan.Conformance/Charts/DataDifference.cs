using System.Text.Json.Nodes;

namespace Sampan.Conformance.Charts;

/// <summary>Where two trees of data first differ.</summary>
internal static class DataDifference
{
    public static string First(JsonNode? expected, JsonNode? actual, string path = "")
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (var key in left.Select(entry => entry.Key).Union(right.Select(entry => entry.Key)))
                {
                    if (!left.ContainsKey(key) || !right.ContainsKey(key))
                    {
                        return $"{path}/{key} is only {(left.ContainsKey(key) ? "expected" : "there")}";
                    }

                    if (!JsonNode.DeepEquals(left[key], right[key]))
                    {
                        return First(left[key], right[key], $"{path}/{key}");
                    }
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var i = 0; i < left.Count; i++)
                {
                    if (!JsonNode.DeepEquals(left[i], right[i]))
                    {
                        return First(left[i], right[i], $"{path}/{i}");
                    }
                }

                break;
        }

        return $"at {path}: expected {expected?.ToJsonString() ?? "null"}, got {actual?.ToJsonString() ?? "null"}";
    }
}
