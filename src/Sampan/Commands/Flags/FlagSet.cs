namespace Sampan.Commands.Flags;

/// <summary>
/// Parses command lines as Go's pflag does, which helm and helmfile use: flags anywhere, <c>--name=value</c> or
/// <c>--name value</c>, short ones in one word, nothing after <c>--</c>. Its messages are kept too.
/// </summary>
internal sealed class FlagSet
{
    private readonly Dictionary<string, Flag> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<char, Flag> _byShort = [];

    public FlagSet(params IEnumerable<Flag> flags)
    {
        foreach (var flag in flags)
        {
            _byName[flag.Name] = flag;
            if (flag.Short is { } s)
            {
                _byShort[s] = flag;
            }
        }
    }

    /// <summary>Parses; throws <see cref="FlagException"/>.</summary>
    public ParsedFlags Parse(IReadOnlyList<string> words)
    {
        Dictionary<string, List<string>> values = new(StringComparer.Ordinal);
        List<string> arguments = [];
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                arguments.AddRange(words.Skip(i + 1));
                break;
            }

            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                ParseLong(word, words, ref i, values);
            }
            else if (word.Length > 1 && word[0] == '-')
            {
                ParseShort(word, words, ref i, values);
            }
            else
            {
                arguments.Add(word);
            }
        }

        return new ParsedFlags(values, arguments);
    }

    private void ParseLong(string word, IReadOnlyList<string> words, ref int i, Dictionary<string, List<string>> values)
    {
        var equals = word.IndexOf('=');
        var name = equals < 0 ? word[2..] : word[2..equals];
        if (!_byName.TryGetValue(name, out var flag))
        {
            throw new FlagException($"unknown flag: --{name}");
        }

        var value = equals >= 0 ? word[(equals + 1)..]
            : flag.Bare ?? (++i < words.Count ? words[i] : throw new FlagException($"flag needs an argument: --{name}"));
        Add(flag, value, values);
    }

    private void ParseShort(string word, IReadOnlyList<string> words, ref int i, Dictionary<string, List<string>> values)
    {
        for (var position = 1; position < word.Length; position++)
        {
            if (!_byShort.TryGetValue(word[position], out var flag))
            {
                throw new FlagException($"unknown shorthand flag: '{word[position]}' in {(position == 1 ? word : $"-{word[position..]}")}");
            }

            var rest = word[(position + 1)..];
            if (rest.StartsWith('='))
            {
                Add(flag, rest[1..], values);
                return;
            }

            if (flag.Bare is { } bare)
            {
                Add(flag, bare, values);
                continue;
            }

            Add(flag, rest.Length > 0 ? rest : ++i < words.Count ? words[i] : throw new FlagException($"flag needs an argument: '{word[position]}' in {word}"), values);
            return;
        }
    }

    private static void Add(Flag flag, string value, Dictionary<string, List<string>> values)
    {
        if (flag.Refuse?.Invoke(value) is { } reason)
        {
            throw new FlagException($"invalid argument \"{value}\" for \"{flag.Display}\" flag: {reason}");
        }

        if (flag.Kind == FlagKind.Switch)
        {
            value = value switch
            {
                "1" or "t" or "T" or "true" or "TRUE" or "True" => "true",
                "0" or "f" or "F" or "false" or "FALSE" or "False" => "false",
                _ => throw new FlagException($"invalid argument \"{value}\" for \"{flag.Display}\" flag: strconv.ParseBool: parsing \"{value}\": invalid syntax"),
            };
        }

        var given = values.TryGetValue(flag.Name, out var list) ? list : values[flag.Name] = [];
        given.AddRange(flag.Kind == FlagKind.TextList ? CommaSeparated.Split(value) : [value]);
    }
}
