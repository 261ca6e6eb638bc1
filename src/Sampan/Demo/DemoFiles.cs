using System.Reflection;

namespace Sampan.Demo;

/// <summary>The shop example, carried inside the executable so that the demo runs anywhere.</summary>
internal static class DemoFiles
{
    private const string Prefix = "examples/shop/";

    /// <summary>Writes the example below a folder and gives the declaration's path.</summary>
    public static string WriteTo(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var content = assembly.GetManifestResourceStream(name)!;
            using var file = File.Create(path);
            content.CopyTo(file);
        }

        return Path.Combine(folder, Prefix, "helmfile.yaml");
    }
}
