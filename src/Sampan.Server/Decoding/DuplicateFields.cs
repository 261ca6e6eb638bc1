using System.Globalization;
using System.Text.Json;

namespace Sampan.Server.Decoding;

/// <summary>Finds members that a JSON object names twice, which a parsed document no longer shows.</summary>
public static class DuplicateFields
{
    /// <summary>The duplicates of a body in the order in which their second naming ends, as <c>duplicate field "data.k"</c>.</summary>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    public static IReadOnlyList<string> Find(ReadOnlySpan<byte> utf8Json)
    {
        List<string> found = [];
        var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = 512 });
        var open = new Stack<Level>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    open.Push(new Level(Place(open), reader.TokenType == JsonTokenType.StartObject));
                    continue;
                case JsonTokenType.PropertyName:
                    open.Peek().Name = reader.GetString()!;
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
            }

            if (open.TryPeek(out var level))
            {
                level.EndValue(found);
            }
        }

        return found;
    }

    private static string Place(Stack<Level> open) => open.TryPeek(out var level) ? level.Place : "";

    /// <summary>An object or array whose end is not read yet.</summary>
    private sealed class Level(string path, bool isObject)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private int _index;

        public string Name { get; set; } = "";

        /// <summary>The path of the member or element that is being read.</summary>
        public string Place => isObject
            ? path.Length == 0 ? Name : $"{path}.{Name}"
            : $"{path}[{_index.ToString(CultureInfo.InvariantCulture)}]";

        public void EndValue(List<string> found)
        {
            if (!isObject)
            {
                _index++;
            }
            else if (!_names.Add(Name))
            {
                var duplicate = $"duplicate field \"{Place}\"";
                if (!found.Contains(duplicate))
                {
                    found.Add(duplicate);
                }
            }
        }
    }
}
