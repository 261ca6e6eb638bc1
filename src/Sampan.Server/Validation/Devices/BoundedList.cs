using System.Text.Json.Nodes;
using Sampan.Server.Defaulting;

namespace Sampan.Server.Validation.Devices;

/// <summary>Lists that have a limit, beyond which nothing in them is looked at.</summary>
internal static class BoundedList
{
    /// <summary>Validates the objects of a list.</summary>
    /// <param name="owner">The object with the list.</param>
    /// <param name="name">The list's name.</param>
    /// <param name="most">How many entries it may have.</param>
    /// <param name="path">The owner's path.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <param name="validate">Validates one entry at its path.</param>
    /// <param name="key">The member that no two entries may share, if any.</param>
    public static void Validate(JsonObject? owner, string name, int most, string path, FieldErrors errors, Action<JsonObject, string> validate, string? key = null)
    {
        var entries = owner.Each(name).ToList();
        if (EachIsValidated(entries, $"{path}.{name}", most, errors, validate) && key is not null)
        {
            Unique(entries.ConvertAll(entry => entry.TextOf(key)), $"{path}.{name}", errors);
        }
    }

    /// <summary>Validates the texts of a list, no two of which may be the same.</summary>
    public static void ValidateTexts(JsonObject? owner, string name, int most, string path, FieldErrors errors, Action<string, string> validate)
    {
        var entries = FieldErrors.Texts(owner, name);
        if (EachIsValidated(entries, $"{path}.{name}", most, errors, validate))
        {
            Unique(entries, $"{path}.{name}", errors);
        }
    }

    // False where there are too many to look at.
    private static bool EachIsValidated<T>(List<T> entries, string path, int most, FieldErrors errors, Action<T, string> validate)
    {
        if (entries.Count > most)
        {
            errors.TooMany(path, entries.Count, most);
            return false;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            validate(entries[i], $"{path}[{i}]");
        }

        return true;
    }

    private static void Unique(List<string> keys, string path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Count; i++)
        {
            if (!seen.Add(keys[i]))
            {
                errors.Duplicate($"{path}[{i}]", keys[i]);
            }
        }
    }
}
