using System.CommandLine;
using Sampan.Reports;
using Sampan.Kubernetes.Yaml;
using Sampan.Releases.Rendering;
using Sampan.Server.Resources;

namespace Sampan.Commands;

/// <summary><c>sampan template</c>: renders a declaration's releases without a cluster.</summary>
internal static class TemplateCommand
{
    public static Command Create(TimeProvider time)
    {
        var declaration = new DeclarationArguments();
        var includeCrds = new Option<bool>("--include-crds") { Description = "Print the charts' CRDs first" };
        var command = new Command("template", "Render the releases of a declaration") { includeCrds };
        declaration.AddTo(command);
        return command.Runs((parsed, cancellationToken) =>
        {
            // Everything renders before anything is printed: an error leaves no half output.
            var capabilities = ClusterCapabilities.Offline(ResourceCatalog.BuiltIn.Select(resource => resource.Type));
            var rendered = declaration.Load(parsed)
                .Select(loaded => RenderedDeclaration.Offline(loaded, capabilities, new ReleaseRenderer(time), cancellationToken))
                .SelectMany(loaded => loaded.Releases)
                .ToList();
            foreach (var release in rendered)
            {
                WarningLines.Write(release.Warnings);
                foreach (var definition in parsed.GetValue(includeCrds) ? release.Definitions : [])
                {
                    Console.Out.Write($"---\n# Source: {definition.Source}\n{definition.Object.Root.ToYaml(YamlStyle.Kubernetes)}");
                }

                Console.Out.Write(release.ManifestText);
            }

            return Task.FromResult(0);
        });
    }
}
