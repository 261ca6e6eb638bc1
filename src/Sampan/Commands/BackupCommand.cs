using System.CommandLine;
using Sampan.Embedded;
using Sampan.Errors;
using Sampan.Server.Storage;

namespace Sampan.Commands;

/// <summary><c>sampan backup</c>: copies the state of an embedded fleet to a file, while it runs or not.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var folder = new DataFolderOption();
        var overwriting = new OverwriteOption();
        var file = new Argument<string>("file") { Description = "Where the backup goes" };
        var command = new Command("backup", "Copy the state of the embedded fleet to a file; the fleet may run") { file };
        folder.AddTo(command);
        overwriting.AddTo(command);
        return command.Runs((parsed, _) => Task.FromResult(Run(folder.Of(parsed), Path.GetFullPath(parsed.GetValue(file)!), path => overwriting.MayReplace(parsed, path))));
    }

    private static int Run(DataFolder data, string target, Func<string, bool> mayReplace)
    {
        if (!File.Exists(data.Database))
        {
            throw new UserException($"there is no database in {data.Path}: only a fleet with --store sqlite has one. Of etcd, 'etcdctl snapshot save FILE' makes a backup");
        }

        var note = File.Exists(data.State) ? File.ReadAllText(data.State) : "";
        var summary = SqliteBackup.Create(data.Database, target, note, mayReplace(target));
        Console.WriteLine($"backed up {summary.Objects} objects at revision {summary.Revision} to {target}");
        return 0;
    }
}
