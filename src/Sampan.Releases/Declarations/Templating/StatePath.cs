using Sampan.Templates.Functions;

namespace Sampan.Releases.Declarations.Templating;

using Map = Dictionary<string, object?>;

/// <summary>Dotted paths into state values, as helmfile's <c>get</c>, <c>getOrNil</c> and <c>setValueAtPath</c> take them.</summary>
internal static class StatePath
{
    /// <summary><c>get PATH [DEFAULT] OBJECT</c>.</summary>
    /// <exception cref="FunctionException">The path leads nowhere and there is no default.</exception>
    public static object? Get(string path, ReadOnlySpan<object?> arguments)
    {
        if (arguments.Length is 0 or > 2)
        {
            throw new FunctionException($"get {path}: expected a default and an object, or an object");
        }

        return Find(path, arguments[^1]) ?? (arguments.Length == 2
            ? arguments[0]
            : throw new FunctionException($"no value exist for key \"{path}\""));
    }

    /// <summary>The value at a path; null where there is none.</summary>
    public static object? Find(string path, object? root)
    {
        foreach (var step in path.Split('.'))
        {
            if (root is not Map map || !map.TryGetValue(step, out root))
            {
                return null;
            }
        }

        return root;
    }

    /// <summary>A copy of the object with a value at a path whose maps exist.</summary>
    /// <exception cref="FunctionException">A step of the path is no map.</exception>
    public static Map Set(string path, object? value, Map root)
    {
        var steps = path.Split('.');
        return Set(steps, 0, value, root, path);
    }

    private static Map Set(string[] steps, int depth, object? value, Map map, string path)
    {
        var copy = new Map(map, StringComparer.Ordinal);
        copy[steps[depth]] = depth == steps.Length - 1
            ? value
            : map.GetValueOrDefault(steps[depth]) is Map child
                ? Set(steps, depth + 1, value, child, path)
                : throw new FunctionException($"setValueAtPath {path}: {steps[depth]} is no map");
        return copy;
    }
}
