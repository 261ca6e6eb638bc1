using System.Xml.Linq;

namespace Sampan.Kubernetes.Tests.Architecture;

/// <summary>The house's first rule, read from the project files: references point downwards in this list only.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[] TopToBottom =
    [
        "Sampan",
        "Sampan.Testing",
        "Sampan.Planning",
        "Sampan.Releases",
        "Sampan.Fleet",
        "Sampan.Controllers",
        "Sampan.Server",
        "Sampan.Charts",
        "Sampan.Placement",
        "Sampan.Scheduling",
        "Sampan.Templates",
        "Sampan.Kubernetes",
    ];

    public static TheoryData<string> Projects() => [.. TopToBottom];

    [Fact]
    public void SourceFolder_HoldsExactlyTheListedProjects() =>
        Assert.Equal(TopToBottom.Order(), Directory.GetDirectories(Source).Select(Path.GetFileName).Where(name => name!.StartsWith("Sampan", StringComparison.Ordinal)).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectReferences_PointDownwards(string project)
    {
        var level = Array.IndexOf(TopToBottom, project);
        var references = XDocument.Load(Path.Combine(Source, project, project + ".csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));

        Assert.All(references, reference => Assert.True(Array.IndexOf(TopToBottom, reference) > level, $"{project} must not reference {reference}"));
    }

    private static string Source
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Sampan.slnx")))
            {
                folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no Sampan.slnx above " + AppContext.BaseDirectory);
            }

            return Path.Combine(folder, "src");
        }
    }
}
