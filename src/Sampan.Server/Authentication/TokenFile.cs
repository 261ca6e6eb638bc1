using System.Text;

namespace Sampan.Server.Authentication;

/// <summary>A file of fixed tokens, a line each: token, user name, user id and, in quotes, groups (<c>--token-auth-file</c>).</summary>
public static class TokenFile
{
    /// <summary>The tokens and whose they are.</summary>
    /// <exception cref="InvalidDataException">A line is malformed; the message says which.</exception>
    public static IReadOnlyDictionary<string, UserInfo> Parse(string text)
    {
        var tokens = new Dictionary<string, UserInfo>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var fields = Fields(line.TrimEnd('\r'));
            if (fields is [""] || line.StartsWith('#'))
            {
                continue;
            }

            if (fields is not [var token, var name, var uid, ..])
            {
                throw new InvalidDataException($"line {number}: expected token,user,uid[,\"group1,group2\"], found {fields.Count} of them");
            }

            if (token.Length == 0 || name.Length == 0)
            {
                throw new InvalidDataException($"line {number}: the {(token.Length == 0 ? "token" : "user name")} is empty");
            }

            string[] groups = fields.Count > 3 ? fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
            if (!tokens.TryAdd(token, new UserInfo(name, [.. groups, UserInfo.Authenticated], uid)))
            {
                throw new InvalidDataException($"line {number}: the token of user \"{name}\" is there twice");
            }
        }

        return tokens;
    }

    private static List<string> Fields(string line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when isQuoted && i + 1 < line.Length && line[i + 1] == '"':
                    field.Append('"');
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    fields.Add(field.ToString().Trim());
                    field.Clear();
                    break;
                default:
                    field.Append(line[i]);
                    break;
            }
        }

        fields.Add(field.ToString().Trim());
        return fields;
    }
}
