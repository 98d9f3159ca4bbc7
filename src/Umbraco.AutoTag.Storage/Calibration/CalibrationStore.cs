using Umbraco.AutoTag.Core.Calibration;
using Umbraco.AutoTag.Core.Providers;
using Umbraco.AutoTag.Core.Values;

namespace Umbraco.AutoTag.Storage.Calibration;

/// <inheritdoc />
internal sealed class CalibrationStore(Database database) : ICalibrationStore
{
    private const string Counts = "SELECT connection, field, source, band, accepted, decided FROM autoTagCalibration WHERE decided > 0";

    public async Task<IReadOnlyList<BandCount>> CountsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Row> rows = await database.RunAsync(session => session.QueryAsync<Row>(Counts), cancellationToken);
        return [.. rows.Select(row => row.ToCount())];
    }

    private sealed class Row
    {
        public required string Connection { get; init; }

        public int Field { get; init; }

        public int Source { get; init; }

        public int Band { get; init; }

        public long Accepted { get; init; }

        public long Decided { get; init; }

        public BandCount ToCount() => new(new CalibrationKey(Connection, (Field)Field, (ConfidenceSource)Source), Band, Accepted, Decided);
    }
}
