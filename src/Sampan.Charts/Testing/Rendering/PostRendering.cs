using System.Text;

namespace Sampan.Charts.Testing.Rendering;

/// <summary>Sends rendered files through a post-renderer as one text, and takes its answer apart again where it kept the files' names.</summary>
internal static class PostRendering
{
    private const string FileMark = "#### file: ";

    public static Dictionary<string, string> Apply(IReadOnlyDictionary<string, string> files, Func<string, string> postRender)
    {
        var text = new StringBuilder();
        foreach (var (name, content) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            text.Append("---\n").Append(FileMark).Append(name).Append('\n').Append(content.AsSpan().Trim()).Append('\n');
        }

        return Split(postRender(text.ToString()));
    }

    private static Dictionary<string, string> Split(string answer)
    {
        Dictionary<string, string> files = new(StringComparer.Ordinal);
        foreach (var part in answer.Split($"---\n{FileMark}").Skip(1))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            files[end < 0 ? part : part[..end]] = end < 0 ? "" : part[(end + 1)..];
        }

        return files.Count > 0 ? files : new(StringComparer.Ordinal) { ["manifest.yaml"] = answer };
    }
}
