using Umbraco.AutoTag.Core.Trials;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Trials;

/// <inheritdoc />
internal sealed class SampleStore(Database database) : ISampleStore
{
    private const string Update = "UPDATE autoTagSample SET contentHash = @content WHERE mediaKey = @mediaKey";

    private string InsertIfNew => field ??= database.Dialect.InsertIfNew("autoTagSample", "mediaKey, contentHash", "@mediaKey, @content", "mediaKey = @mediaKey");

    public Task NoteAsync(Guid mediaKey, ContentHash content, CancellationToken cancellationToken) => database.InTransactionAsync(
        session => session.UpdateOrInsertAsync(Update, InsertIfNew, new { mediaKey = Stored.Of(mediaKey), content = content.Hex }), cancellationToken);
}
